/** Rows that turn by the page when there are more than fit. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useWords } from "../../kit/words.ts";

export interface PagesProps {
  readonly className: string;
  /** How many rows the height is shared by. */
  readonly rows: number;
  readonly children: ReactNode;
}

export function Pages({ className, rows, children }: PagesProps) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [{ page, pages }, setPages] = useState({ page: 1, pages: 1 });
  const read = () => {
    const box = place.current;
    if (box === null || box.clientHeight === 0) return;
    // A row's border may overhang by a pixel; that is no page.
    const pages = Math.max(1, Math.ceil((box.scrollHeight - 2) / box.clientHeight));
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
    const page = atEnd ? pages : Math.round(box.scrollTop / box.clientHeight) + 1;
    setPages((now) => (now.page === page && now.pages === pages ? now : { page, pages }));
  };
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const observer = new ResizeObserver(read);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useEffect(read, [children]);
  const turn = (by: 1 | -1) => place.current?.scrollBy({ top: by * place.current.clientHeight });
  return (
    <>
      <div className="pages-place">
        <div
          ref={place}
          className={className}
          role="list"
          style={{ "--rows": rows } as React.CSSProperties}
          onScroll={read}
          onKeyDown={(event) => {
            if (event.key !== "PageDown" && event.key !== "PageUp") return;
            event.preventDefault();
            turn(event.key === "PageDown" ? 1 : -1);
          }}
        >
          {children}
        </div>
      </div>
      {pages > 1 && (
        <p className="pager pages">
          <span>{words.text("standings.page", { page, pages })}</span>
          <button type="button" disabled={page <= 1} onClick={() => turn(-1)}>
            {words.text("cases.previous")}
          </button>
          <button type="button" disabled={page >= pages} onClick={() => turn(1)}>
            {words.text("cases.next")}
          </button>
        </p>
      )}
    </>
  );
}
