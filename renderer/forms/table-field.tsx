/** Rows of short texts: a template's table, or the parts of a plan. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useLanguage } from '../i18n/use-language.ts';
import { rowsOf, type Row } from './rows.ts';

type Column = { readonly key: string; readonly label: string };
type Props = { readonly id: string; readonly columns: readonly Column[]; readonly value: unknown; readonly onChange: (rows: readonly Row[]) => void };

export function TableField({ id, columns, value, onChange }: Props) {
  const { t } = useLanguage();
  const rows = rowsOf(value);
  const setCell = (at: number, key: string, text: string) => onChange(rows.map((row, index) => (index === at ? { ...row, [key]: text } : row)));
  return (
    <div className="rows" id={id}>
      <table className="rows-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
            <th>
              <span className="unseen">{t('common.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // Rows have no identity but their place.
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.key}>
                  <Input.TextArea
                    size="small"
                    autoSize={{ minRows: 1, maxRows: 4 }}
                    value={row[column.key] ?? ''}
                    maxLength={4000}
                    aria-label={`${column.label} ${index + 1}`}
                    onChange={(event) => setCell(index, column.key, event.target.value)}
                  />
                </td>
              ))}
              <td>
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('common.removeRow', { row: index + 1 })}
                  onClick={() => onChange(rows.filter((_row, at) => at !== index))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...rows, Object.fromEntries(columns.map((column) => [column.key, '']))])}>
        {t('common.addRow')}
      </Button>
    </div>
  );
}
