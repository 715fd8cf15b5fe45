/** One step back on the way through the drawer. */
import { useWords } from "../kit/words.ts";

export function BackButton({ onBack }: { readonly onBack: () => void }) {
  const words = useWords();
  return (
    <button type="button" className="back" onClick={onBack} aria-label={words.text("drawer.back")}>
      ←
    </button>
  );
}
