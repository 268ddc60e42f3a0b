/** The plan, section by section, with a table of contents that shows what is still missing. */
import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { Values } from '../../../forms/field-model.ts';
import { TableField } from '../../../forms/table-field.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Field } from '../../../ui/field.tsx';
import { contentOf, missingSections, planSections, textAt, withText, type PlanSection } from '../plan.ts';

type Props = { readonly values: Values; readonly strict: boolean; readonly onChange: (values: Values) => void };

export function PlanFields({ values, strict, onChange }: Props) {
  const { t } = useLanguage();
  const content = contentOf(values);
  const missing = missingSections(content);
  const change = (next: Values) => onChange({ ...values, content: next });
  return (
    <div className="plan">
      <nav className="plan-nav" aria-label={t('plan.sections')}>
        <ol className="plain-list">
          {planSections.map((section) => (
            <li key={section.key}>
              <button type="button" className="plan-link" onClick={() => document.getElementById(`plan-${section.key}`)?.scrollIntoView({ block: 'start' })}>
                {missing.includes(section.key) ? (
                  <ExclamationCircleOutlined className="plan-open" title={t('common.missing')} />
                ) : (
                  <CheckCircleOutlined className="plan-done" aria-hidden />
                )}{' '}
                {sectionWord(section, t)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className="plan-body">
        {planSections.map((section) => (
          <section key={section.key} id={`plan-${section.key}`} className="plan-section">
            <h3>
              {sectionWord(section, t)}
              {strict && missing.includes(section.key) ? <span className="field-problem"> {t('common.missing')}</span> : null}
            </h3>
            <SectionFields section={section} content={content} onChange={change} />
          </section>
        ))}
        <Field id="plan-reason" label={t('plan.changeReason')} wide hint={t('plan.changeReasonHint')}>
          <Input
            id="plan-reason"
            value={typeof values['reason'] === 'string' ? values['reason'] : ''}
            maxLength={4000}
            onChange={(event) => onChange({ ...values, reason: event.target.value })}
          />
        </Field>
      </div>
    </div>
  );
}

function sectionWord(section: PlanSection, t: ReturnType<typeof useLanguage>['t']): string {
  return t(`plan.part.${section.key}` as 'plan.part.overview');
}

/** Two sections have a part called environment: of the school, and of the pupil's own safety plan. */
function partWord(path: string | null, key: string, t: ReturnType<typeof useLanguage>['t']): string {
  return path === 'safetyPlan' && key === 'environment' ? t('plan.part.safeEnvironment') : t(`plan.part.${key}` as 'plan.part.overview');
}

type SectionProps = { readonly section: PlanSection; readonly content: Values; readonly onChange: (content: Values) => void };

function SectionFields({ section, content, onChange }: SectionProps) {
  const { t } = useLanguage();
  if (section.is === 'table') {
    return (
      <TableField
        id={`plan-table-${section.key}`}
        columns={section.columns.map((column) => ({ key: column, label: t(`plan.column.${column}` as 'plan.column.who') }))}
        value={content[section.key]}
        onChange={(rows) => onChange({ ...content, [section.key]: rows })}
      />
    );
  }
  return (
    <div className="form-grid">
      {section.parts.map((part) => {
        const id = `plan-${section.key}-${part.key}`;
        return (
          <Field key={part.key} id={id} label={partWord(section.path, part.key, t)} required={part.required} wide={section.path === null}>
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={textAt(content, section.path, part.key)}
              onChange={(event) => onChange(withText(content, { path: section.path, key: part.key }, event.target.value))}
            />
          </Field>
        );
      })}
    </div>
  );
}
