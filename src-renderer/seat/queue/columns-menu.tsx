/** Which columns the table has, in what order. Widths are drawn at the heads. */
import { Button, Checkbox, Popover } from "antd";
import { memo } from "react";
import { useWords } from "../../kit/words.ts";
import { FIRST_LAYOUT, moved, toggled, type ColumnLayout } from "./columns.ts";
import { COLUMN_TITLES } from "./table.tsx";

export interface ColumnsMenuProps {
  readonly layout: readonly ColumnLayout[];
  readonly onLayout: (next: readonly ColumnLayout[]) => void;
}

export const ColumnsMenu = memo(function ColumnsMenu({ layout, onLayout }: ColumnsMenuProps) {
  const words = useWords();
  const list = (
    <div className="queue-columns">
      <ul>
        {layout.map(({ column, shown }, i) => {
          const title = words.text(COLUMN_TITLES[column]);
          return (
            <li key={column}>
              <Checkbox checked={shown} onChange={() => onLayout(toggled(layout, column))}>
                {title}
              </Checkbox>
              <Button
                size="small"
                aria-label={words.text("queue.column.earlier", { title })}
                disabled={i === 0}
                onClick={() => onLayout(moved(layout, column, -1))}
              >
                ↑
              </Button>
              <Button
                size="small"
                aria-label={words.text("queue.column.later", { title })}
                disabled={i === layout.length - 1}
                onClick={() => onLayout(moved(layout, column, 1))}
              >
                ↓
              </Button>
            </li>
          );
        })}
      </ul>
      <Button size="small" onClick={() => onLayout(FIRST_LAYOUT)}>
        {words.text("queue.column.asFirst")}
      </Button>
    </div>
  );
  return (
    <Popover content={list} trigger="click" placement="bottomRight">
      <Button>{words.text("queue.columns")}</Button>
    </Popover>
  );
});
