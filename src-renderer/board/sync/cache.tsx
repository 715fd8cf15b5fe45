/** The local cache as a file, what the hub tells of itself, and what happened last. */
import type { HubStatus } from "../../../shared/wire/hub.ts";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { Card, Item, SignMark, Unknown, type SectionProps } from "./card.tsx";
import { bytesText, fileName, instantText, noteSentence } from "./words.ts";

export function CacheCard({ status, now }: SectionProps) {
  const words = useWords();
  const cache = status?.cache ?? null;
  return (
    <Card name="cache" title={words.text("sync.cache.title")} told={cache}>
      {cache !== null && (
        <>
          <p className="sync-word" data-figure="sync.readOnly" data-value={cache.readOnly?.code ?? ""}>
            <SignMark sign={cache.readOnly === null ? "well" : "urgent"} />
            <b>{words.text(cache.readOnly === null ? "sync.cache.writable" : "sync.cache.readOnly")}</b>
          </p>
          {cache.readOnly !== null && <p className="sync-trouble">{words.trouble(cache.readOnly)}</p>}
          <dl>
            <Item label={words.text("sync.cache.driver")} name="driver" value={cache.driver}>
              {cache.driver}
              <small>
                {words.text("sync.cache.schema")} {cache.schema}
              </small>
            </Item>
            <Item label={words.text("sync.cache.free")}>
              {cache.diskFreeBytes === null ? <Unknown /> : bytesText(cache.diskFreeBytes)}
            </Item>
            <Item label={words.text("sync.cache.checkpoint")}>
              {cache.checkpoint === null
                ? words.text("sync.cache.checkpointNone")
                : words.text("sync.cache.checkpointIs", {
                    at: instantText(cache.checkpoint.at, now, words),
                    ms: Math.round(cache.checkpoint.tookMs),
                  })}
            </Item>
            <Item label={words.text("sync.cache.keep")} name="keepMonths" value={cache.keepMonths}>
              {cache.keepMonths === null
                ? words.text("sync.cache.keepAll")
                : words.text("sync.cache.keepMonths", { count: cache.keepMonths })}
            </Item>
            <Item label={words.text("sync.cache.setAside")} name="setAside" value={cache.setAside.length}>
              {cache.setAside.length === 0 ? (
                words.text("sync.none")
              ) : (
                <ul>
                  {cache.setAside.map(({ at, why, kept }) => (
                    <li key={kept}>
                      {why === ""
                        ? instantText(at, now, words)
                        : words.text("sync.cache.setAsideIs", { at: instantText(at, now, words), why })}
                      <small className="sync-long" title={kept}>
                        {fileName(kept)}
                      </small>
                    </li>
                  ))}
                </ul>
              )}
            </Item>
          </dl>
          <h3>{words.text("sync.cache.files")}</h3>
          <dl className="sync-files">
            {cache.files.map(({ name, bytes }) => (
              <Item key={name} label={name} name={`file.${name}`} value={bytes}>
                {bytesText(bytes)}
              </Item>
            ))}
          </dl>
        </>
      )}
    </Card>
  );
}

export function HubCard({ status }: SectionProps) {
  const words = useWords();
  const hub = status?.hub ?? null;
  return (
    <Card
      name="hub"
      title={words.text("sync.hub.title")}
      told={status}
      empty={status !== null && hub === null ? words.text("sync.hub.untold") : null}
    >
      {hub !== null && (
        <>
          <dl>
            <Item label={words.text("sync.hub.rss")} name="hubRssMb" value={hub.rssMb}>
              {Math.round(hub.rssMb)} MB
            </Item>
            <Item label={words.text("sync.hub.clients")} name="hubClients" value={hub.clients.length}>
              {hub.clients.length}
            </Item>
          </dl>
          {hub.clients.length > 0 && <Clients clients={hub.clients} />}
        </>
      )}
    </Card>
  );
}

const SESSIONS = ["new", "greeted", "tailing"] as const;

function Clients({ clients }: { readonly clients: HubStatus["clients"] }) {
  const words = useWords();
  const at = (state: string) => {
    const known = SESSIONS.find((each) => each === state);
    return known === undefined ? state : words.text(`sync.session.${known}`);
  };
  return (
    <table className="sync-table sync-clients">
      <thead>
        <tr>
          <th>{words.text("sync.hub.name")}</th>
          <th>{words.text("sync.hub.role")}</th>
          <th>{words.text("sync.hub.at")}</th>
          <th className="sync-number">{words.text("sync.hub.cursor")}</th>
          <th className="sync-number">{words.text("sync.hub.waits")}</th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client, i) => (
          <tr key={i} data-client={client.name}>
            <td title={client.name}>{client.name || words.text("sync.hub.noName")}</td>
            <td>{words.text(`sync.role.${client.role}`)}</td>
            <td>{at(client.at)}</td>
            <td className="sync-number">{countText(client.cursor, words.language)}</td>
            <td className="sync-number">
              {client.unanswered === 0 && client.waitingBytes === 0
                ? "0"
                : words.text("sync.hub.waitsAre", {
                    deltas: client.unanswered,
                    bytes: bytesText(client.waitingBytes),
                  })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function NotesCard({ status, now }: SectionProps) {
  const words = useWords();
  const notes = status?.notes ?? null;
  return (
    <Card
      name="notes"
      title={words.text("sync.notes.title")}
      told={notes}
      empty={notes !== null && notes.length === 0 ? words.text("sync.notes.empty") : null}
    >
      <ol className="sync-lines">
        {(notes ?? []).map((note, i) => (
          <li key={i} data-note={note.what}>
            <time>{instantText(note.at, now, words)}</time>
            <span>{noteSentence(note, words)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
