import { Table } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RulePack } from '../../../../domain/rules/rule-pack.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { SearchField } from '../../../parts/search-field.tsx';
import { dueOfRule, entriesOf, repeatsOfRule, type Rule } from '../rule-words.ts';
import { OfficeRuleTable } from './office-rule-table.tsx';
import { ClauseFacts, ruleColumns } from './rule-columns.tsx';

/** Every rule in force; opened, the clause that it stands on and how sure that is. */
export function RuleTable({ pack }: { readonly pack: RulePack }) {
  const { t, language } = useLanguage();
  const [search, setSearch] = useState('');
  const rows = pack.rules.filter((rule) => {
    const clause = pack.clauses[rule.clause];
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
          ...ruleColumns<Rule>(pack, { t, language }),
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
  return (
    <ClauseFacts rule={rule} pack={pack}>
      <dt>{t('rules.opens')}</dt>
      <dd>{entriesOf(rule.opens, t)}</dd>
      <dt>{t('rules.settles')}</dt>
      <dd>{entriesOf(rule.settles, t)}</dd>
    </ClauseFacts>
  );
}
