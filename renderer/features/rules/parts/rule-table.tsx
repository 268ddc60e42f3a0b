import { Table } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RulePack } from '../../../../domain/rules/rule-pack.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { SearchField } from '../../../parts/search-field.tsx';
import { OfficeRuleTable } from './office-rule-table.tsx';
import { dueOfRule, entriesOf, ownerOfRule, repeatsOfRule, wordsIn, type Rule } from '../rule-words.ts';

/** Every rule in force; opened, the clause that it stands on and how sure that is. */
export function RuleTable({ pack }: { readonly pack: RulePack }) {
  const { t, language } = useLanguage();
  const [search, setSearch] = useState('');
  const clauseOf = (rule: Rule) => pack.clauses[rule.clause];
  const rows = pack.rules.filter((rule) => {
    const clause = clauseOf(rule);
    const texts = [rule.id, rule.clause, rule.title.zh, rule.title.en, clause?.title.zh, clause?.title.en];
    return texts.some((text) => text?.toLowerCase().includes(search.toLowerCase()) === true);
  });
  return (
    <div className="stack">
      <h2 className="section-head">{t('rules.cases')}</h2>
      <div className="filters">
        <SearchField label={t('rules.search')} onSearch={setSearch} />
        <span className="quiet">{t('common.total', { count: rows.length })}</span>
      </div>
      <Table<Rule>
        size="small"
        rowKey="id"
        dataSource={rows}
        pagination={{ pageSize: 50, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        expandable={{ expandedRowRender: detailsIn(pack) }}
        columns={[
          {
            key: 'title',
            title: t('rules.title'),
            render: (_value, rule) => (
              <>
                <b>{wordsIn(rule.title, language)}</b> <span className="mono quiet">{rule.id}</span>
              </>
            ),
          },
          {
            key: 'clause',
            title: t('rules.clause'),
            render: (_value, rule) => {
              const clause = clauseOf(rule);
              return clause === undefined ? rule.clause : wordsIn(clause.title, language);
            },
          },
          { key: 'owner', title: t('rules.owner'), width: 190, render: (_value, rule) => ownerOfRule(rule, t) },
          { key: 'due', title: t('rules.due'), width: 130, render: (_value, rule) => dueOfRule(rule, t) },
          { key: 'repeats', title: t('rules.repeats'), width: 180, render: (_value, rule) => repeatsOfRule(rule, t) },
        ]}
      />
      {pack.office.length === 0 ? null : (
        <>
          <h2 className="section-head">{t('rules.office')}</h2>
          <OfficeRuleTable pack={pack} />
        </>
      )}
    </div>
  );
}

/** What an opened row shows. */
function detailsIn(pack: RulePack): (rule: Rule) => ReactNode {
  return (rule) => <Details rule={rule} pack={pack} />;
}

function Details({ rule, pack }: { readonly rule: Rule; readonly pack: RulePack }) {
  const { t } = useLanguage();
  const clause = pack.clauses[rule.clause];
  return (
    <dl className="facts facts-wide">
      <dt>{t('rules.text')}</dt>
      <dd>{clause?.text ?? '—'}</dd>
      <dt>{t('rules.source')}</dt>
      <dd>
        {clause?.source ?? '—'} <span className="mono quiet">{rule.clause}</span>
      </dd>
      <dt>{t('rules.opens')}</dt>
      <dd>{entriesOf(rule.opens, t)}</dd>
      <dt>{t('rules.settles')}</dt>
      <dd>{entriesOf(rule.settles, t)}</dd>
    </dl>
  );
}
