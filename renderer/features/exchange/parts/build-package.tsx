/** Gathering what is to leave: to whom, which papers and cases, why, and under which law. */
import { Button, Drawer, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { PackageView } from '../../../../contract/exchange.ts';
import type { CaseId, DocumentId, OfficeId } from '../../../../domain/ids.ts';
import type { PlainDate } from '../../../../domain/time.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { DateField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { useGuardedClose } from '../../../ui/use-guarded-close.ts';
import { mayLeave, type FieldProfile } from '../leaving.ts';

type Props = { readonly onClose: () => void; readonly onBuilt: (view: PackageView) => void };

type Draft = {
  readonly partnerId: OfficeId | undefined;
  readonly documentIds: readonly DocumentId[];
  readonly caseIds: readonly CaseId[];
  readonly purpose: string;
  readonly legalBasis: string;
  readonly fieldProfile: FieldProfile;
  /** Of a statistical package. */
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
};

/** The days that the counts are of: null without any, undefined where they make no period. */
function periodOf({ fieldProfile, from, to }: Draft): { from: PlainDate; to: PlainDate } | null | undefined {
  if (fieldProfile === 'named' || (from === null && to === null)) return null;
  return from !== null && to !== null && from <= to ? { from, to } : undefined;
}

export function BuildPackage({ onClose, onBuilt }: Props) {
  const { t } = useLanguage();
  const { kind: office } = useSession();
  const build = useCommand('exchange.build');
  const kind = office === 'school' ? 'submission' : 'letter';
  const partners = useRegisterQuery('exchange.partners', {});
  const [requestId] = useState(makeRequestId);
  const [draft, setDraft] = useState<Draft>({
    partnerId: undefined,
    documentIds: [],
    caseIds: [],
    purpose: t(`exchange.purposeOf.${kind}`),
    legalBasis: t('exchange.legalBasisUsual'),
    fieldProfile: 'named',
    from: null,
    to: null,
  });
  const close = useGuardedClose(draft.documentIds.length + draft.caseIds.length > 0, onClose);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const only = partners.value?.length === 1 ? partners.value[0]?.officeId : undefined;
  const partnerId = draft.partnerId ?? only;
  const period = periodOf(draft);
  const ready =
    partnerId !== undefined &&
    period !== undefined &&
    draft.documentIds.length + draft.caseIds.length > 0 &&
    draft.purpose.trim() !== '' &&
    draft.legalBasis.trim() !== '';
  async function save(): Promise<void> {
    if (!ready || partnerId === undefined || period === undefined) return;
    const { purpose, legalBasis, fieldProfile } = draft;
    const contents = { documentIds: [...draft.documentIds], caseIds: [...draft.caseIds], period };
    const reply = await build.run({ purpose, legalBasis, fieldProfile, requestId, kind, partnerId, ...contents });
    if (reply.ok) onBuilt(reply.value);
  }
  return (
    <Drawer open size={640} title={t('exchange.build')} onClose={close}>
      <SubmitForm label={t('exchange.build')} className="stack" onSubmit={() => void save()}>
        <RefusalNote refusal={build.refusal} />
        <Field id="build-partner" label={t('exchange.to')} required>
          <Select
            id="build-partner"
            aria-label={t('exchange.to')}
            value={partnerId ?? null}
            options={(partners.value ?? []).map((one) => ({ value: one.officeId, label: one.name }))}
            onChange={(value: OfficeId) => change({ partnerId: value })}
          />
        </Field>
        <PackageContents draft={draft} onChange={change} />
        <PackageGrounds draft={draft} letter={kind === 'letter'} onChange={change} />
        <div className="form-end">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={build.busy} disabled={!ready}>
            {t('exchange.buildNow')}
          </Button>
        </div>
      </SubmitForm>
    </Drawer>
  );
}

type ContentsProps = { readonly draft: Draft; readonly onChange: (part: Partial<Draft>) => void };

/** Which papers and whose data. */
function PackageContents({ draft, onChange }: ContentsProps) {
  const { t } = useLanguage();
  const documents = useRegisterQuery('documents.register', { limit: 200 });
  const types = useRegisterQuery('documents.types', {});
  // A row without a type is a paper that is not open to this person.
  const leaving = (documents.value?.rows ?? []).filter(
    ({ type }) => type !== '' && mayLeave(types.value?.find((one) => one.type === type)?.about, draft.fieldProfile),
  );
  const cases = useRegisterQuery('cases.list', { open: true, sort: 'grade', limit: 200 });
  return (
    <>
      <Field id="build-documents" label={t('exchange.documents')} hint={draft.fieldProfile === 'statistical' ? t('exchange.weeksOnly') : undefined}>
        <Select
          id="build-documents"
          mode="multiple"
          aria-label={t('exchange.documents')}
          value={[...draft.documentIds]}
          showSearch={{ optionFilterProp: 'label' }}
          options={leaving.map((one) => ({
            value: one.id,
            label: `${one.number} ${one.title} · ${t(`vocabulary:documentStatus.${one.status}`)}`,
          }))}
          onChange={(value: DocumentId[]) => onChange({ documentIds: value })}
        />
      </Field>
      <Field id="build-cases" label={t('exchange.cases')} hint={t('exchange.casesHint')}>
        <Select
          id="build-cases"
          mode="multiple"
          aria-label={t('exchange.cases')}
          value={[...draft.caseIds]}
          showSearch={{ optionFilterProp: 'label' }}
          options={(cases.value?.rows ?? []).map((one) => ({ value: one.id, label: `${one.caseNo} ${one.pupilName}` }))}
          onChange={(value: CaseId[]) => onChange({ caseIds: value })}
        />
      </Field>
    </>
  );
}

/** How much of it, why, and under which law. A letter is about a pupil, and so never statistical. */
function PackageGrounds({ draft, letter, onChange }: ContentsProps & { readonly letter: boolean }) {
  const { t } = useLanguage();
  return (
    <>
      <Field id="build-profile" label={t('exchange.profile')} required hint={t('exchange.profileHint')}>
        <Radio.Group
          id="build-profile"
          aria-label={t('exchange.profile')}
          value={draft.fieldProfile}
          options={(letter ? (['named'] as const) : (['named', 'statistical'] as const)).map((one) => ({
            value: one,
            label: t(`vocabulary:fieldProfile.${one}`),
          }))}
          onChange={(event) => onChange({ fieldProfile: event.target.value === 'statistical' ? 'statistical' : 'named', documentIds: [] })}
        />
      </Field>
      {draft.fieldProfile === 'statistical' && <CountedPeriod draft={draft} onChange={onChange} />}
      <Field id="build-purpose" label={t('exchange.purpose')} required>
        <Input id="build-purpose" value={draft.purpose} maxLength={400} onChange={(event) => onChange({ purpose: event.target.value })} />
      </Field>
      <Field id="build-basis" label={t('exchange.legalBasis')} required>
        <Input.TextArea
          id="build-basis"
          autoSize={{ minRows: 2 }}
          value={draft.legalBasis}
          maxLength={400}
          onChange={(event) => onChange({ legalBasis: event.target.value })}
        />
      </Field>
    </>
  );
}

function CountedPeriod({ draft, onChange }: ContentsProps) {
  const { t } = useLanguage();
  return (
    <>
      <Field id="build-from" label={t('exchange.countedFrom')} hint={t('exchange.countedHint')}>
        <DateField id="build-from" value={draft.from} onChange={(from) => onChange({ from })} />
      </Field>
      <Field id="build-to" label={t('exchange.countedTo')}>
        <DateField id="build-to" value={draft.to} onChange={(to) => onChange({ to })} />
      </Field>
    </>
  );
}
