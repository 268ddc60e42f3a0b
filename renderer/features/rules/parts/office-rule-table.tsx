import { Table } from 'antd';
import type { RulePack } from '../../../../domain/rules/rule-pack.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ownerOfRule, periodOfRule, wordsIn, type OfficeRule } from '../rule-words.ts';

/** The clocks of the office itself, period by period, with the clause of each. */
export function OfficeRuleTable({ pack }: { readonly pack: RulePack }) {
  const { t, language } = useLanguage();
  const clauseOf = (rule: OfficeRule) => pack.clauses[rule.clause];
  return (
    <Table<OfficeRule>
      size="small"
      rowKey="id"
      dataSource={pack.office}
      pagination={false}
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
          render: (_value, rule) => (
            <>
              {clauseOf(rule)?.text ?? rule.clause}
              <div className="quiet">{clauseOf(rule)?.source}</div>
            </>
          ),
        },
        { key: 'owner', title: t('rules.owner'), width: 150, render: (_value, rule) => ownerOfRule(rule, t) },
        { key: 'period', title: t('ledger.period'), width: 130, render: (_value, rule) => periodOfRule(rule, t) },
        {
          key: 'counts',
          title: t('rules.counts'),
          width: 150,
          render: (_value, rule) => [...new Set(rule.counts.map(({ kind }) => t(`ledger.kind.${kind}`)))].join(t('common.listMark')),
        },
        { key: 'wanted', title: t('rules.wanted'), width: 100, render: (_value, rule) => rule.wanted },
        { key: 'grace', title: t('rules.grace'), width: 140, render: (_value, rule) => t('rules.graceDays', { count: rule.graceDays }) },
      ]}
    />
  );
}
