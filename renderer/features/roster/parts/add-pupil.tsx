import { Button, Drawer, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { limits } from '../../../../domain/limits.ts';
import type { PlainDate } from '../../../../domain/time.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { DateField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

const sexes = ['male', 'female', 'unknown'] as const;

/** One pupil by hand, between two imports. */
export function AddPupil({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const add = useCommand('roster.add');
  const [studentNo, setStudentNo] = useState('');
  const [name, setName] = useState('');
  const [sex, setSex] = useState<(typeof sexes)[number]>('unknown');
  const [birthDate, setBirthDate] = useState<PlainDate | null>(null);
  const [grade, setGrade] = useState(6);
  const [className, setClassName] = useState('');
  const ready = [studentNo, name, className].every((text) => text.trim() !== '');
  async function save(): Promise<void> {
    if (!ready) return;
    const reply = await add.run({ studentNo, name, sex, birthDate, grade, className });
    if (reply.ok) onClose();
  }
  return (
    <Drawer open size={460} title={t('roster.add')} onClose={onClose}>
      <SubmitForm label={t('roster.add')} className="stack" onSubmit={() => void save()}>
        <RefusalNote refusal={add.refusal} />
        <Field id="pupil-name" label={t('imports.field.name')} required>
          <Input id="pupil-name" autoFocus value={name} maxLength={limits.personName} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id="pupil-number" label={t('imports.field.studentNo')} required>
          <Input id="pupil-number" value={studentNo} maxLength={limits.studentNo} onChange={(event) => setStudentNo(event.target.value)} />
        </Field>
        <Field id="pupil-sex" label={t('imports.field.sex')}>
          <Radio.Group
            id="pupil-sex"
            aria-label={t('imports.field.sex')}
            value={sex}
            options={sexes.map((one) => ({ value: one, label: t(`vocabulary:sex.${one}`) }))}
            onChange={(event) => setSex(sexes.find((one) => one === event.target.value) ?? 'unknown')}
          />
        </Field>
        <Field id="pupil-birth" label={t('imports.field.birthDate')}>
          <DateField id="pupil-birth" value={birthDate} onChange={setBirthDate} />
        </Field>
        <Field id="pupil-grade" label={t('imports.field.grade')} required>
          <InputNumber id="pupil-grade" min={1} max={12} value={grade} onChange={(value) => setGrade(value ?? 6)} />
        </Field>
        <Field id="pupil-class" label={t('imports.field.className')} required>
          <Input id="pupil-class" value={className} maxLength={limits.className} onChange={(event) => setClassName(event.target.value)} />
        </Field>
        <Button type="primary" htmlType="submit" loading={add.busy} disabled={!ready}>
          {t('common.save')}
        </Button>
      </SubmitForm>
    </Drawer>
  );
}
