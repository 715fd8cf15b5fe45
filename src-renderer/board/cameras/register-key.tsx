/** The keys that open the register of cameras, and the page while it is open. */
import { useState } from "react";
import { useWords } from "../../kit/words.ts";
import { useCameraRights } from "./rights.ts";
import { RegisterPage } from "./register.tsx";

/** On the board; nothing for who may change nothing of it. */
export function RegisterKey() {
  const words = useWords();
  const { may } = useCameraRights();
  const [open, setOpen] = useState(false);
  if (!may("putCameraGroup") && !may("putCamera")) return null;
  return (
    <>
      <button type="button" className="camera-key" data-register onClick={() => setOpen(true)}>
        {words.text("register.open")}
      </button>
      {open && <RegisterPage camera={null} onClose={() => setOpen(false)} />}
    </>
  );
}

/** On a camera's card. */
export function EditKey({ uid }: { readonly uid: number }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="camera-key" data-edit={uid} onClick={() => setOpen(true)}>
        {words.text("register.edit")}
      </button>
      {open && <RegisterPage camera={uid} onClose={() => setOpen(false)} />}
    </>
  );
}
