/** How this seat looks and behaves, for who is logged in. */
import { Button, Form, Segmented, Slider, Switch } from "antd";
import { useContext, useState } from "react";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { openTones } from "../alarms/tones.ts";
import { KeysList } from "../palette/keys-card.tsx";
import { ActsContext } from "../shell/acts.ts";
import { TEXT_SIZES, THEMES, useComfort } from "../shell/comfort.ts";
import { useSeat } from "../shell/desk.ts";
import { FieldHelp } from "../shell/field.tsx";
import { useActsNow } from "../shell/foot.tsx";
import { gatherWindows } from "../shell/gathering.ts";
import { OwnContext } from "../shell/own.ts";
import type { Route } from "../shell/route.ts";
import { LAYOUT_KEY, openPage, windowNow, windowsOf } from "../shell/windows.ts";
import "./settings.css";

export function SettingsPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const acts = useActsNow(useContext(ActsContext));
  return (
    <div className="settings" data-settings={route.rest[0] ?? ""}>
      <h1>{words.text("seat.page.settings")}</h1>
      <div className="settings-columns">
        <Form layout="vertical" component="div">
          <Look />
          <Windows />
          <Own />
        </Form>
        <section aria-labelledby="settings-keys">
          <h2 id="settings-keys">{words.text("seat.keys.title")}</h2>
          <KeysList acts={acts} />
        </section>
      </div>
    </div>
  );
}

function Look() {
  const words = useWords();
  const [comfort, change] = useComfort();
  const own = useContext(OwnContext);
  const [tones] = useState(() => openTones());
  const [silent, setSilent] = useState(false);
  return (
    <section aria-labelledby="settings-look">
      <h2 id="settings-look">{words.text("seat.settings.look")}</h2>
      <Form.Item
        label={<FieldHelp label={words.text("seat.settings.theme")} help={words.text("seat.settings.themeHelp")} />}
      >
        <Segmented
          aria-label={words.text("seat.settings.theme")}
          name="theme"
          value={comfort.theme}
          onChange={(theme) => change({ theme })}
          options={THEMES.map((value) => ({ value, label: words.text(`seat.theme.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        label={<FieldHelp label={words.text("seat.settings.size")} help={words.text("seat.settings.sizeHelp")} />}
      >
        <Segmented
          aria-label={words.text("seat.settings.size")}
          name="size"
          value={comfort.textSize}
          onChange={(textSize) => change({ textSize })}
          options={TEXT_SIZES.map((value) => ({ value, label: words.text(`seat.size.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        label={<FieldHelp label={words.text("seat.settings.volume")} help={words.text("seat.settings.volumeHelp")} />}
      >
        <div className="settings-line">
          <Slider
            ariaLabelForHandle={words.text("seat.settings.volume")}
            min={0}
            max={100}
            step={10}
            defaultValue={Math.round(comfort.volume * 100)}
            onChangeComplete={(volume) => change({ volume: volume / 100 })}
            className="settings-slider"
          />
          <Button onClick={() => setSilent(!tones.play("pressing", comfort.volume))}>
            {words.text("seat.settings.try")}
          </Button>
        </div>
        {silent && <p role="status">{words.text("alarms.sound.blocked")}</p>}
      </Form.Item>
      <Form.Item
        label={
          <FieldHelp label={words.text("seat.settings.language")} help={words.text("seat.settings.languageHelp")} />
        }
      >
        <Segmented
          aria-label={words.text("seat.settings.language")}
          name="language"
          value={words.language}
          onChange={(next) => {
            if (next !== words.language) own?.language();
          }}
          options={[
            { value: "zh-CN", label: words.text("seat.language.zh") },
            { value: "en", label: words.text("seat.language.en") },
          ]}
        />
      </Form.Item>
    </section>
  );
}

/** Further screens: windows that follow, and the arrangement that is kept. */
function Windows() {
  const words = useWords();
  const act = useAct();
  const { person, notify } = useSeat();
  const [comfort, change] = useComfort();
  const note = useView({ view: "kept", prefix: LAYOUT_KEY }).value?.find(({ key }) => key === LAYOUT_KEY)?.value;
  const kept = windowsOf(note);
  const uid = person?.uid ?? 0;
  const keep = async () => {
    const windows = [...(await gatherWindows(uid)), windowNow(window)];
    const result = await act({ do: "keep", key: LAYOUT_KEY, value: JSON.stringify(windows) });
    if (result.did === "not") notify(words.trouble(result.trouble), "error");
    else notify(words.text("seat.windows.kept", { count: windows.length }), "success");
  };
  const restore = async () => {
    const there = await gatherWindows(uid);
    const shown = [...there, windowNow(window)].map(({ page }) => page);
    const missing = kept.filter(({ page }) => !shown.includes(page));
    const blocked = missing.filter((each) => !openPage(window, { page: each.page, rest: [] }, words.language, each));
    if (blocked.length > 0) notify(words.text("seat.windows.blocked"), "warning");
    else if (missing.length === 0) notify(words.text("seat.windows.there"));
  };
  return (
    <section aria-labelledby="settings-windows">
      <h2 id="settings-windows">{words.text("seat.settings.windows")}</h2>
      <Form.Item
        label={<FieldHelp label={words.text("seat.settings.follow")} help={words.text("seat.settings.followHelp")} />}
      >
        <Switch
          aria-label={words.text("seat.settings.follow")}
          checked={comfort.follow}
          onChange={(follow) => change({ follow })}
        />
      </Form.Item>
      <div className="settings-line">
        <Button onClick={() => void keep()}>{words.text("seat.windows.keep")}</Button>
        <Button disabled={kept.length < 2} onClick={() => void restore()}>
          {words.text("seat.windows.restore", { count: kept.length })}
        </Button>
      </div>
    </section>
  );
}

function Own() {
  const words = useWords();
  const { person } = useSeat();
  const own = useContext(OwnContext);
  if (own === null) return null;
  return (
    <section aria-labelledby="settings-own">
      <h2 id="settings-own">{words.text("seat.settings.own")}</h2>
      <div className="settings-line">
        {person !== null && <Button onClick={own.changePassword}>{words.text("seat.own.password")}</Button>}
        <Button onClick={own.tour}>{words.text("seat.tour.again")}</Button>
      </div>
    </section>
  );
}
