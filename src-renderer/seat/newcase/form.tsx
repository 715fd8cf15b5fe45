/** The form of a new case: each field with its help and, once somebody wanted to send it, with what is wrong. */
import { Button, Checkbox, Form, Input, Radio, Upload } from "antd";
import { useState, type ReactNode } from "react";
import type { AroundValue } from "../../../shared/view.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { FieldHelp } from "../shell/field.tsx";
import { AddressField } from "./address-field.tsx";
import { attach, type FileProblem } from "./attach.ts";
import { CameraShot } from "./camera-shot.tsx";
import { ClassField } from "./class-field.tsx";
import { MOST_TEXT, SEAT_SOURCES, type Field, type Problems, type ReportDraft } from "./draft.ts";

export interface NewCaseFormProps {
  readonly draft: ReportDraft;
  readonly problems: Problems;
  readonly classes: readonly RecordOf<"classes">[];
  readonly platform: string;
  readonly around: AroundValue | null;
  readonly gridCode: string;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  readonly onChange: (part: Partial<ReportDraft>) => void;
  readonly onSend: () => void;
  readonly children?: ReactNode;
}

type PictureTrouble = FileProblem | "noFrame";

export function NewCaseForm(props: NewCaseFormProps) {
  const { draft, problems, classes, platform, around, gridCode, now, onChange, onSend } = props;
  const words = useWords();
  const [fault, setFault] = useState<PictureTrouble | null>(null);
  const item = (
    field: Field | "source" | "urgent" | "camera",
    name: "class" | "address" | "description" | "source" | "picture" | "camera",
    also?: Field,
  ) => {
    const problem = problems[field as Field] ?? (also === undefined ? undefined : problems[also]);
    return {
      label: <FieldHelp label={words.text(`newcase.${name}`)} help={words.text(`newcase.${name}.help`)} />,
      htmlFor: `newcase-${name}`,
      ...(problem === undefined
        ? {}
        : {
            validateStatus: "error" as const,
            help: <span role="alert">{words.text(`newcase.problem.${problem}`)}</span>,
          }),
    };
  };
  const take = async (file: File) => {
    const picture = await attach(file, now());
    if (typeof picture === "string") return setFault(picture);
    setFault(null);
    onChange({ picture });
  };
  return (
    <Form
      className="newcase-form"
      layout="vertical"
      onFinish={onSend}
      onPaste={({ clipboardData }) => {
        const [file] = [...clipboardData.files];
        if (file !== undefined) void take(file);
      }}
    >
      <Form.Item {...item("source", "source")}>
        <Radio.Group
          id="newcase-source"
          value={draft.source}
          options={SEAT_SOURCES.map((source) => ({ value: source, label: words.text(`source.${source}`) }))}
          onChange={({ target }) => onChange({ source: target.value as ReportDraft["source"] })}
        />
      </Form.Item>
      <Form.Item {...item("address", "address", "place")}>
        <AddressField
          id="newcase-address"
          value={draft.address}
          onType={(address) => onChange({ address })}
          onChoose={(address, lon, lat) => onChange({ address, lon, lat })}
        />
      </Form.Item>
      <p className="newcase-point">
        {draft.lon === null || draft.lat === null ? (
          words.text("newcase.point.none")
        ) : (
          <>
            {words.text("newcase.point", { lon: draft.lon.toFixed(5), lat: draft.lat.toFixed(5) })}{" "}
            {gridCode !== "" && words.text("newcase.point.grid", { code: gridCode })}{" "}
            <Button type="link" size="small" onClick={() => onChange({ lon: null, lat: null })}>
              {words.text("newcase.point.clear")}
            </Button>
          </>
        )}
      </p>
      <Form.Item {...item("class", "class")}>
        <ClassField
          id="newcase-class"
          value={draft.classUid}
          classes={classes}
          platform={platform}
          around={around}
          onChange={(classUid) => onChange({ classUid })}
        />
      </Form.Item>
      <Form.Item {...item("description", "description")}>
        <Input.TextArea
          id="newcase-description"
          value={draft.description}
          maxLength={MOST_TEXT}
          showCount
          rows={4}
          onChange={({ target }) => onChange({ description: target.value })}
        />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={draft.urgent} onChange={({ target }) => onChange({ urgent: target.checked })}>
          {words.text("newcase.urgent")}
        </Checkbox>
        <p className="newcase-note">{words.text("newcase.urgent.help")}</p>
      </Form.Item>
      {props.children}
      <Form.Item {...item("picture", "picture")}>
        <Upload
          id="newcase-picture"
          accept="image/jpeg,image/png,image/webp"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}
        >
          <Button>{words.text("newcase.picture.choose")}</Button>
        </Upload>
        {fault !== null && (
          <p role="alert">{words.text(fault === "noFrame" ? "newcase.camera.none" : `newcase.file.${fault}`)}</p>
        )}
        {draft.picture !== null && <Picture picture={draft.picture} onRemove={() => onChange({ picture: null })} />}
      </Form.Item>
      <Form.Item {...item("camera", "camera")}>
        <CameraShot
          id="newcase-camera"
          camera={draft.camera}
          onCamera={(camera) =>
            onChange(
              camera === null
                ? { camera: 0 }
                : {
                    camera: camera.uid,
                    source: "video",
                    lon: camera.lon,
                    lat: camera.lat,
                    ...(draft.address === "" ? { address: words.name(camera) } : {}),
                  },
            )
          }
          onPicture={(picture) => {
            if (typeof picture === "string") return setFault(picture);
            setFault(null);
            return onChange({ picture });
          }}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {words.text("newcase.send")}
      </Button>
    </Form>
  );
}

interface PictureProps {
  readonly picture: NonNullable<ReportDraft["picture"]>;
  readonly onRemove: () => void;
}

function Picture({ picture: { data, width, height }, onRemove }: PictureProps) {
  const words = useWords();
  return (
    <figure className="newcase-picture">
      <img src={`data:image/jpeg;base64,${data}`} alt={words.text("newcase.picture.alt")} />
      <figcaption>
        {words.text("newcase.picture.size", { width, height, kb: Math.round((data.length * 0.75) / 1_000) })}{" "}
        <Button type="link" size="small" onClick={onRemove}>
          {words.text("newcase.picture.remove")}
        </Button>
      </figcaption>
    </figure>
  );
}
