/** Issuing a document: what it asks on the left, the paper itself on the right, gaps marked until there are none. */
import { Alert, Button, Checkbox, Drawer, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { CaseId } from '../../../domain/ids.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { GeneratedForm } from '../../forms/generated-form.tsx';
import type { Values } from '../../forms/field-model.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { makeRequestId } from '../../request-id.ts';
import { Field } from '../../ui/field.tsx';
import { HtmlPreview } from '../../ui/html-preview.tsx';
import { SubmitForm } from '../../ui/submit-form.tsx';
import { useGuardedClose } from '../../ui/use-guarded-close.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { formFields, sentAnswers, shownAnswers, shownViews } from './answers.ts';

type Props = {
  readonly caseId: CaseId | null;
  readonly about: string;
  readonly types: readonly string[];
  readonly type?: string;
  readonly onClose: () => void;
};

const pauseMs = 350;

export function IssueSheet({ caseId, about, types, type: first, onClose }: Props) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const [type, setType] = useState(first ?? types[0] ?? '');
  const [answers, setAnswers] = useState<Values>({});
  const [requestId, setRequestId] = useState(makeRequestId);
  const wanted = useMemo(() => ({ type, caseId, answers }), [type, caseId, answers]);
  const settled = useSettled(wanted, pauseMs);
  const preview = useRegisterQuery('documents.preview', settled, { keep: true, enabled: settled.type !== '' });
  const current = settled === wanted && !preview.renewing;
  const issue = useCommand('documents.issue');
  const close = useGuardedClose(Object.keys(answers).length > 0, onClose);
  const [all, setAll] = useState(false);
  const gaps = preview.value?.gaps ?? [];
  const views = shownViews(preview.value?.fields ?? [], { gaps: gaps.map((gap) => gap.field), answers, all });
  const fields = formFields(views);
  const answerable = new Set((preview.value?.fields ?? []).filter((view) => view.answerable).map((view) => view.id));

  async function save(): Promise<void> {
    const reply = await issue.run({ requestId, type, caseId, answers: sentAnswers(fields, answers) });
    if (reply.ok) openSheet({ sheet: 'document', documentId: reply.value.id });
  }
  return (
    <Drawer open size={1180} title={`${t('issue.title')} · ${about}`} onClose={close} classNames={{ body: 'issue-body' }}>
      <SubmitForm label={t('issue.title')} className="issue-form stack" onSubmit={() => void save()}>
        <TypeField
          type={type}
          types={types}
          onChange={(next) => {
            setType(next);
            setAnswers({});
            setRequestId(makeRequestId());
          }}
        />
        <RefusalNote refusal={issue.refusal ?? preview.refusal} />
        <GeneratedForm
          name="issue"
          fields={fields}
          values={shownAnswers(views, answers)}
          strict={false}
          onChange={(next) => setAnswers(changedOf(answers, shownAnswers(views, answers), next))}
        />
        <Gaps labels={gaps.map((gap) => (answerable.has(gap.field) ? gap.label : `${gap.label}${t('issue.fixedGap')}`))} />
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t('issue.showAll')}
        </Checkbox>
        <p className="quiet">{t('issue.frozen')}</p>
        <div className="form-end">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={issue.busy} disabled={!current || preview.value === undefined || gaps.length > 0}>
            {t('issue.issue')}
          </Button>
        </div>
      </SubmitForm>
      <div className="issue-preview" aria-busy={!current}>
        {preview.value === undefined ? <p className="empty">{t('common.reading')}</p> : <HtmlPreview html={preview.value.html} title={t('issue.preview')} />}
      </div>
    </Drawer>
  );
}

function Gaps({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useLanguage();
  if (labels.length === 0) return null;
  return <Alert type="warning" showIcon title={t('issue.gaps', { count: labels.length })} description={labels.join(t('common.listMark'))} />;
}

type TypeProps = { readonly type: string; readonly types: readonly string[]; readonly onChange: (type: string) => void };

function TypeField({ type, types, onChange }: TypeProps) {
  const { t } = useLanguage();
  const known = useRegisterQuery('documents.types', {});
  return (
    <Field id="issue-type" label={t('issue.type')} required>
      <Select
        id="issue-type"
        aria-label={t('issue.type')}
        value={type}
        options={types.map((one) => ({ value: one, label: `${one} ${known.value?.find((other) => other.type === one)?.title ?? ''}` }))}
        onChange={onChange}
      />
    </Field>
  );
}

/** The answers after a change of the form: only what a person touched is theirs. */
function changedOf(answers: Values, before: Values, after: Values): Values {
  const touched = Object.entries(after).filter(([key, value]) => value !== before[key]);
  return { ...answers, ...Object.fromEntries(touched) };
}
