/** A frame of a camera for a new case: the camera is chosen, its tile shows, the frame is taken. */
import { Button, Select } from "antd";
import { useRef } from "react";
import type { CameraLine } from "../../../shared/view.ts";
import { CameraTile } from "../../camera/tile.tsx";
import type { TileHandle } from "../../camera/tile-props.ts";
import { useWords } from "../../kit/words.ts";
import { soundsLike } from "../palette/sounds.ts";
import { useView } from "../../link/react.ts";
import type { PictureDraft } from "../../../shared/wire/desk.ts";
import { pictureOf, type FileProblem } from "./attach.ts";

export interface CameraShotProps {
  readonly id: string;
  /** uid, 0 for none. */
  readonly camera: number;
  readonly onCamera: (camera: CameraLine | null) => void;
  readonly onPicture: (picture: PictureDraft | FileProblem | "noFrame") => void;
}

export function CameraShot({ id, camera: chosen, onCamera, onPicture }: CameraShotProps) {
  const words = useWords();
  const cameras = useView({ view: "cameras" }).value ?? [];
  const handle = useRef<TileHandle | null>(null);
  const camera = cameras.find(({ uid }) => uid === chosen);
  const take = async () => {
    const frame = (await handle.current?.frame()) ?? null;
    if (frame === null) return onPicture("noFrame");
    try {
      return onPicture(await pictureOf(frame.bitmap, chosen, frame.at));
    } finally {
      frame.bitmap.close();
    }
  };
  return (
    <div className="newcase-camera">
      <Select<number>
        id={id}
        allowClear
        showSearch={{
          filterOption: (typed, option) => {
            const name = String(option?.label ?? "").toLowerCase();
            const text = typed.trim().toLowerCase();
            return name.includes(text) || soundsLike(name, text);
          },
        }}
        {...(camera === undefined ? {} : { value: camera.uid })}
        options={cameras.map((each) => ({ value: each.uid, label: words.name(each) }))}
        onChange={(uid) => onCamera(cameras.find((each) => each.uid === uid) ?? null)}
      />
      {camera !== undefined && (
        <>
          <div className="newcase-tile">
            <CameraTile
              camera={camera}
              rung="main"
              why="snapshot"
              caseUid={0}
              focused
              onHandle={(next) => {
                handle.current = next;
              }}
            />
          </div>
          <Button onClick={() => void take()}>{words.text("newcase.camera.take")}</Button>
        </>
      )}
    </div>
  );
}
