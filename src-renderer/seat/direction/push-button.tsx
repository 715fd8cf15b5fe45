/** A button that pushes what stands beside it to a wall; it says why where it may not. */
import { DesktopOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { Pushed } from "../../../shared/direction/wall.ts";
import { useWords } from "../../kit/words.ts";
import { usePushing } from "./push.ts";

export interface PushButtonProps {
  readonly what: Pushed;
  /** Only its picture, where there is no room for the word. */
  readonly small?: boolean;
  /** Its key is shown, where the page has registered it. */
  readonly stroke?: string;
}

export function PushButton({ what, small = false, stroke }: PushButtonProps) {
  const words = useWords();
  const pushing = usePushing();
  if (pushing === null) return null;
  return (
    <Button
      size="small"
      type={small ? "text" : "default"}
      data-push={what.show}
      disabled={pushing.cannot !== null}
      title={pushing.cannot ?? words.text("hall.push")}
      aria-label={small ? words.text("hall.push") : undefined}
      icon={<DesktopOutlined />}
      onClick={() => pushing.ask(what)}
    >
      {!small && words.text("hall.push")}
      {stroke !== undefined && <kbd>{stroke}</kbd>}
    </Button>
  );
}
