/** The card of all keys that do something right now, by group. */
import { Modal } from "antd";
import { useWords } from "../../kit/words.ts";
import { ACT_GROUPS, type SeatAct } from "../shell/acts.ts";
import { strokeText } from "../shell/keys.ts";
import "./palette.css";

export function KeysCard({ acts, onClose }: { readonly acts: readonly SeatAct[]; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Modal open onCancel={onClose} footer={null} width="min(1080px, 94vw)" title={words.text("seat.keys.title")}>
      <KeysList acts={acts} />
      <p className="palette-none">{words.text("seat.keys.note")}</p>
    </Modal>
  );
}

export function KeysList({ acts }: { readonly acts: readonly SeatAct[] }) {
  const words = useWords();
  const groups = ACT_GROUPS.map((group) => ({
    group,
    acts: acts.filter((act) => act.group === group && act.key !== undefined),
  })).filter((each) => each.acts.length > 0);
  return (
    <div className="keys-card" data-keys-card>
      {groups.map(({ group, acts: of }) => (
        <section key={group}>
          <h2>{words.text(`seat.group.${group}`)}</h2>
          <ul>
            {of.map((act) => (
              <li key={act.id} aria-disabled={act.cannot !== undefined} title={act.cannot}>
                <span>{act.title}</span>
                <kbd>{strokeText(act.key ?? "")}</kbd>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
