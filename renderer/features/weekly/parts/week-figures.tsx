import { plainText } from '../../../../domain/plain-text.ts';
import { Table } from 'antd';
import { fieldOrder } from '../lines.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

type Line = Readonly<Record<string, unknown>>;
type Props = { readonly figures: Readonly<Record<string, number>>; readonly lines: readonly Line[] };

/** The figures as they will stand in the report, then the pupils they are about. */
export function WeekFigures({ figures, lines }: Props) {
  const { t } = useLanguage();
  return (
    <>
      <dl className="week-figures">
        {Object.entries(figures).map(([key, value]) => (
          <div key={key} className={value === 0 ? 'week-none' : undefined}>
            <dt>{t(`weekly.figure.${key}` as 'weekly.figure.added', { defaultValue: key })}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {lines.length === 0 ? null : (
        <Table<Line>
          size="small"
          rowKey={(line) => String(line['caseNo'])}
          dataSource={lines}
          pagination={{ pageSize: 50, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
          scroll={{ x: 1000 }}
          columns={fieldOrder(lines[0] ?? {}).map((key) => ({
            key,
            title: t(`weekly.line.${key}` as 'weekly.line.name', { defaultValue: key }),
            render: (_value: unknown, line: Line) => plainText(line[key]),
          }))}
        />
      )}
    </>
  );
}
