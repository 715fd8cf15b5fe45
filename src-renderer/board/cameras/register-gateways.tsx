/** Video platforms that cameras are reached through. What opens them is no part of the register: it stays in files of the host. */
import { useState } from "react";
import { isGatewayAddress } from "../../../shared/video/address.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { useAuthor } from "../evaluation/author.ts";
import { RequestForm, Signature } from "../evaluation/form.tsx";
import { useRequest } from "../evaluation/request.ts";
import { Field } from "./field.tsx";
import { freshId } from "./fresh-id.ts";
import { useRegisterEntries, waitedFor } from "./register-waiting.tsx";
import { Remove } from "./remove.tsx";

export function RegisterGateways() {
  const words = useWords();
  const gateways = useView({ view: "gateways" }).value;
  const [chosen, choose] = useState<number | null>(null);
  const waited = waitedFor(useRegisterEntries());
  const gateway = gateways?.find(({ uid }) => uid === chosen);
  return (
    <div className="register-columns">
      <section className="register-side" aria-label={words.text("register.tab.gateways")}>
        <p className="register-filter">
          <button type="button" data-new onClick={() => choose(0)}>
            {words.text("register.newGateway")}
          </button>
        </p>
        {gateways === null && <p className="camera-note">{words.text("register.loading")}</p>}
        {gateways?.length === 0 && <p className="camera-note">{words.text("register.noGateways")}</p>}
        <ol className="register-list">
          {(gateways ?? []).map((each) => (
            <li key={each.uid}>
              <button
                type="button"
                data-gateway={each.uid}
                aria-pressed={each.uid === chosen}
                onClick={() => choose(each.uid)}
              >
                <span>{words.name(each)}</span>
                <small>
                  {waited.has(`putGateway/${each.id}`) || waited.has(`removeGateway/${each.uid}`)
                    ? words.text("register.onItsWay")
                    : words.text("register.gateway.wvp")}
                </small>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section className="register-main">
        {chosen === null || (chosen !== 0 && gateway === undefined) ? (
          <p className="camera-note">{words.text("register.chooseGateway")}</p>
        ) : (
          <GatewayForm key={chosen} gateway={gateway ?? null} onDone={() => choose(null)} />
        )}
      </section>
    </div>
  );
}

interface GatewayFormProps {
  /** Null for a new one. */
  readonly gateway: RecordOf<"gateways"> | null;
  readonly onDone: () => void;
}

function GatewayForm({ gateway, onDone }: GatewayFormProps) {
  const words = useWords();
  const { notify } = useDesk();
  const platform = useView({ view: "city" }).value?.platform?.platform ?? null;
  const { author, name: sign, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const [text, setText] = useState({
    name: gateway?.name ?? "",
    nameEn: gateway?.nameEn ?? "",
    url: gateway?.url ?? "",
  });
  const [tried, setTried] = useState(false);
  const [fresh] = useState(() => freshId("gateway"));
  const wrong = { name: text.name.trim() === "", url: !isGatewayAddress(text.url.trim()) };

  const save = async () => {
    setTried(true);
    const count = Number(wrong.name) + Number(wrong.url);
    if (count > 0) return setProblem(words.text("register.faults", { count }));
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    const of = gateway?.platform ?? platform;
    if (of === null) return setProblem(words.text("register.noPlatform"));
    const put = { name: text.name.trim(), nameEn: text.nameEn.trim(), url: text.url.trim() };
    const answer = await send(
      { ask: "putGateway", platform: of, id: gateway?.id ?? fresh, gateway: { kind: "wvp", ...put } },
      author.trim(),
    );
    if (answer === null) return;
    keep();
    if (answer === "done") notify(words.text("register.saved", { name: put.name }));
    onDone();
  };

  return (
    <RequestForm
      className="register-form"
      label={words.text("register.tab.gateways")}
      problem={problem}
      onSubmit={save}
      onCancel={onDone}
    >
      <h3>{gateway === null ? words.text("register.newGateway") : words.name(gateway)}</h3>
      <Field
        label={words.text("register.field.name")}
        faults={tried && wrong.name ? [{ key: "register.fault.nameMissing" }] : []}
      >
        <input
          name="name"
          value={text.name}
          maxLength={100}
          autoFocus={gateway === null}
          onChange={(event) => setText({ ...text, name: event.target.value })}
        />
      </Field>
      <Field label={words.text("register.field.nameEn")} faults={[]}>
        <input
          name="nameEn"
          value={text.nameEn}
          maxLength={100}
          onChange={(event) => setText({ ...text, nameEn: event.target.value })}
        />
      </Field>
      <Field
        label={words.text("register.field.api")}
        faults={tried && wrong.url ? [{ key: "register.fault.address" }] : []}
      >
        <input
          name="url"
          value={text.url}
          maxLength={500}
          placeholder="http://10.0.0.8:18080"
          onChange={(event) => setText({ ...text, url: event.target.value })}
        />
      </Field>
      <p className="camera-note">{words.text("register.gatewayNote")}</p>
      <Signature author={author} onName={sign} />
      <p className="form-ends">
        <button type="submit" disabled={pending}>
          {words.text("form.save")}
        </button>
        <button type="button" onClick={onDone}>
          {words.text("form.cancel")}
        </button>
        {gateway !== null && (
          <Remove
            request={{ ask: "removeGateway", uid: gateway.uid }}
            sure={words.text("register.removeGateway", { name: words.name(gateway) })}
            author={author}
            onDone={onDone}
          />
        )}
      </p>
    </RequestForm>
  );
}
