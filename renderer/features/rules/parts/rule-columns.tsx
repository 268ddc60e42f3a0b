/** What the tables of rules share: the rule with its clause and its owner, and the clause in full under an opened row. */
import type { TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import type { RulePack } from '../../../../domain/rules/rule-pack.ts';
import type { Language } from '../../../i18n/setup.ts';
import { useLanguage, type Translate } from '../../../i18n/use-language.ts';
import { ownerOfRule, wordsIn, type AnyRule } from '../rule-words.ts';

type Speech = { readonly t: Translate; readonly language: Language };

/** Rule, clause and owner: the first columns of either table. */
export function ruleColumns<R extends AnyRule>(pack: RulePack, { t, language }: Speech): readonly TableColumnType<R>[] {
  return [
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
        const clause = pack.clauses[rule.clause];
        return clause === undefined ? rule.clause : wordsIn(clause.title, language);
      },
    },
    { key: 'owner', title: t('rules.owner'), width: 190, render: (_value, rule) => ownerOfRule(rule, t) },
  ];
}

type FactsProps = { readonly rule: AnyRule; readonly pack: RulePack; readonly children?: ReactNode };

/** The clause that a rule stands on, and how sure that is; `children` are further facts. */
export function ClauseFacts({ rule, pack, children }: FactsProps) {
  const { t } = useLanguage();
  const clause = pack.clauses[rule.clause];
  return (
    <dl className="facts facts-wide">
      <dt>{t('rules.text')}</dt>
      <dd lang="zh-CN">{clause?.text ?? '—'}</dd>
      <dt>{t('rules.source')}</dt>
      <dd>
        <span lang="zh-CN">{clause?.source ?? '—'}</span> <span className="mono quiet">{rule.clause}</span>
      </dd>
      {children}
    </dl>
  );
}
