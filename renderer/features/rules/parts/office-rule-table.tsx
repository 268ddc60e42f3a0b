import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { RulePack } from '../../../../domain/rules/rule-pack.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { periodOfRule, type OfficeRule } from '../rule-words.ts';
import { ClauseFacts, ruleColumns } from './rule-columns.tsx';

/** The clocks of the office itself, period by period; opened, the clause of each. */
export function OfficeRuleTable({ pack }: { readonly pack: RulePack }) {
  const { t, language } = useLanguage();
  return (
    <Table<OfficeRule>
      size="small"
      rowKey="id"
      dataSource={pack.office}
      pagination={false}
      expandable={{ expandedRowRender: clauseIn(pack) }}
      columns={[
        ...ruleColumns<OfficeRule>(pack, { t, language }),
        { key: 'period', title: t('ledger.period'), width: 130, render: (_value, rule) => periodOfRule(rule, t) },
        {
          key: 'counts',
          title: t('rules.counts'),
          width: 150,
          render: (_value, rule) => [...new Set(rule.counts.map(({ kind }) => t(`ledger.kind.${kind}`)))].join(t('common.listMark')),
        },
        { key: 'wanted', title: t('rules.wanted'), width: 90, render: (_value, rule) => rule.wanted },
        { key: 'grace', title: t('rules.grace'), width: 130, render: (_value, rule) => t('rules.graceDays', { count: rule.graceDays }) },
      ]}
    />
  );
}

/** What an opened row shows. */
function clauseIn(pack: RulePack): (rule: OfficeRule) => ReactNode {
  return (rule) => <ClauseFacts rule={rule} pack={pack} />;
}
