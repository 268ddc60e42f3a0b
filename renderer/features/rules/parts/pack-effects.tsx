import { Table } from 'antd';
import type { Output } from '../../../../contract/index.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

type Tried = Output<'rules.simulate'>;
type Effect = Tried['effects'][number];

const counts = [
  ['opens', 'opensNow'],
  ['closes', 'closesNow'],
  ['earlier', 'earlier'],
  ['later', 'later'],
  ['unchanged', 'unchanged'],
] as const;
const lists = ['added', 'dropped', 'changed'] as const;

/** What the pack would do to the open duties, rule by rule, and to which cases. */
export function PackEffects({ tried }: { readonly tried: Tried }) {
  const { t, language } = useLanguage();
  return (
    <>
      <dl className="facts facts-wide">
        {lists.map((key) => (
          <Ids key={key} label={t(`rules.${key}`)} ids={tried[key]} />
        ))}
      </dl>
      <h3 className="small-head">{t('rules.effects')}</h3>
      <Table<Effect>
        size="small"
        rowKey="ruleId"
        dataSource={tried.effects}
        locale={{ emptyText: t('rules.noEffect') }}
        pagination={{ pageSize: 20, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            key: 'rule',
            title: t('rules.title'),
            render: (_value, effect) => (
              <>
                {language === 'en' ? effect.titleEn : effect.titleZh} <span className="mono quiet">{effect.ruleId}</span>
              </>
            ),
          },
          ...counts.map(([key, word]) => ({
            key,
            title: t(`rules.${word}`),
            width: 90,
            align: 'right' as const,
            render: (_value: unknown, effect: Effect) => <span className={effect[key] === 0 ? 'quiet' : undefined}>{effect[key]}</span>,
          })),
        ]}
      />
      {tried.samples.length === 0 ? null : (
        <>
          <h3 className="small-head">{t('rules.samples')}</h3>
          <ul className="chips">
            {tried.samples.map((sample) => (
              <li key={sample.caseId}>
                <span className="mono">{sample.caseNo}</span> {t('rules.opensNow')} {sample.opens} · {t('rules.closesNow')} {sample.closes} · {t('rules.moves')}{' '}
                {sample.moves}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Ids({ label, ids }: { readonly label: string; readonly ids: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <>
      <dt>{label}</dt>
      <dd className="mono">{ids.length === 0 ? t('common.none') : ids.join(' ')}</dd>
    </>
  );
}
