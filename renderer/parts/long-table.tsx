/** A table of any length: only the rows in sight exist, and only the pages in sight are read. */
import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { Pages, Slot } from '../api/use-pages.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { isComposing } from '../ui/keys.ts';
import { useSize } from '../ui/use-size.ts';

export type LongColumn<R> = {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  readonly cell: (row: R) => ReactNode;
  readonly grow?: boolean;
};

type Props<R> = {
  readonly label: string;
  readonly pages: Pages<R>;
  readonly columns: readonly LongColumn<R>[];
  readonly onOpen?: (row: R) => void;
  readonly empty: string;
};

const rowHeight = 38;
const headHeight = 38;

export function LongTable<R>({ label, pages, columns, onOpen, empty }: Props<R>) {
  const { t } = useLanguage();
  const { ref, width, height } = useSize<HTMLDivElement>();
  const wanted = columns.reduce((sum, column) => sum + column.width, 0);
  const spare = Math.max(0, width - 2 - wanted);
  const growing = columns.filter((column) => column.grow === true).length;
  const body = Math.max(rowHeight, height - headHeight);
  return (
    <div className="long-table" ref={ref} role="region" aria-label={label}>
      {height === 0 ? null : (
        <Table<Slot<R>>
          virtual
          size="small"
          pagination={false}
          loading={pages.total === undefined && pages.refusal === undefined}
          rowKey="key"
          scroll={{ x: Math.max(wanted, width - 2), y: body }}
          dataSource={pages.slots}
          locale={{ emptyText: pages.total === undefined ? t('common.reading') : empty }}
          columns={columns.map((column) => ({
            key: column.key,
            title: column.title,
            width: column.width + (column.grow === true ? Math.floor(spare / growing) : 0),
            ellipsis: true,
            render: (_value: unknown, slot: Slot<R>) => (slot.row === undefined ? <span className="quiet">…</span> : column.cell(slot.row)),
          }))}
          onScroll={(event) => {
            const top = event.currentTarget.scrollTop;
            pages.look(Math.floor(top / rowHeight) - 20, Math.ceil((top + body) / rowHeight) + 20);
          }}
          onRow={(slot) => ({
            tabIndex: slot.row === undefined ? -1 : 0,
            className: onOpen === undefined ? '' : 'row-open',
            onClick: () => {
              if (slot.row !== undefined) onOpen?.(slot.row);
            },
            onKeyDown: (event) => moveOrOpen(event, () => (slot.row === undefined ? undefined : onOpen?.(slot.row))),
          })}
        />
      )}
    </div>
  );
}

type RowKey = {
  readonly key: string;
  readonly nativeEvent: { readonly isComposing?: boolean; readonly keyCode: number };
  readonly currentTarget: Element;
  readonly preventDefault: () => void;
};

function moveOrOpen(event: RowKey, open: () => void): void {
  if (isComposing(event.nativeEvent)) return;
  const { currentTarget: row } = event;
  const neighbour =
    event.key === 'j' || event.key === 'ArrowDown' ? row.nextElementSibling : event.key === 'k' || event.key === 'ArrowUp' ? row.previousElementSibling : null;
  if (neighbour instanceof HTMLElement) {
    event.preventDefault();
    neighbour.focus();
  } else if (event.key === 'Enter') {
    event.preventDefault();
    open();
  }
}
