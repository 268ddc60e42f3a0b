/** A file is looked at first, then taken: what was understood, what will not be taken and why, then the report. */
import { FileExcelOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Drawer, Radio, Steps } from 'antd';
import { useState } from 'react';
import type { Refusal } from '../../../contract/errors.ts';
import { chooseFile, type Chosen } from '../../api/shell.ts';
import { useCommand } from '../../api/use-command.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Field } from '../../ui/field.tsx';
import { RefusalNote } from '../refusal-note.tsx';
import { ImportReportView } from './import-report-view.tsx';
import { ImportSight } from './import-sight.tsx';

type Base = 0 | 1 | undefined;

export function ImportWizard({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const inspect = useCommand('imports.inspect');
  const run = useCommand('imports.run');
  const [file, setFile] = useState<Chosen | null>(null);
  const [acceptRenames, setAcceptRenames] = useState(false);
  const [base, setBase] = useState<Base>(undefined);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const step = run.value !== undefined ? 2 : inspect.value !== undefined && file !== null ? 1 : 0;

  async function look(chosen: Chosen, scoreBase: Base): Promise<void> {
    setFile(chosen);
    setBase(scoreBase);
    run.forget();
    await inspect.run({ file: chosen.token, ...(scoreBase === undefined ? {} : { scoreBase }) });
  }
  async function choose(): Promise<void> {
    const answer = await chooseFile('import');
    setRefusal(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    inspect.forget();
    await look(answer.value, undefined);
  }
  async function take(): Promise<void> {
    if (file === null) return;
    await run.run({ file: file.token, acceptRenames, ...(base === undefined ? {} : { scoreBase: base }) });
  }
  return (
    <Drawer open size={900} title={t('importing.title')} onClose={onClose} maskClosable={!run.busy}>
      <div className="stack">
        <Steps size="small" current={step} items={[{ title: t('importing.choose') }, { title: t('importing.check') }, { title: t('importing.report') }]} />
        <RefusalNote refusal={refusal ?? inspect.refusal ?? run.refusal} />
        {inspect.refusal?.code === 'BASE_UNKNOWN' && file !== null ? <ScoreBase base={base} onChange={(next) => void look(file, next)} /> : null}
        {step === 0 ? <p>{t('importing.hint')}</p> : null}
        {file === null ? null : <FileName name={file.name} />}
        {step === 1 && inspect.value !== undefined ? <ImportSight sight={inspect.value} /> : null}
        {step === 1 && inspect.value?.kind === 'roster' ? (
          <Checkbox checked={acceptRenames} onChange={(event) => setAcceptRenames(event.target.checked)}>
            {t('importing.acceptRenames')}
          </Checkbox>
        ) : null}
        {run.value === undefined ? null : <ImportReportView report={run.value} />}
        {run.value !== undefined && run.value.added + run.value.changed === 0 ? <Alert type="info" showIcon title={t('importing.nothingNew')} /> : null}
        <div className="form-end">
          <Button type={step === 1 ? 'default' : 'primary'} loading={inspect.busy} onClick={() => void choose()}>
            {file === null ? t('importing.chooseFile') : t('importing.another')}
          </Button>
          {step === 1 ? (
            <Button type="primary" loading={run.busy} disabled={inspect.value === undefined} onClick={() => void take()}>
              {t('importing.take', { count: inspect.value?.rows ?? 0 })}
            </Button>
          ) : null}
          {step === 2 ? <Button onClick={onClose}>{t('common.close')}</Button> : null}
        </div>
      </div>
    </Drawer>
  );
}

function FileName({ name }: { readonly name: string }) {
  return (
    <p className="quiet">
      <FileExcelOutlined aria-hidden /> {name}
    </p>
  );
}

/** From which number answers count, when the file does not say it. */
function ScoreBase({ base, onChange }: { readonly base: Base; readonly onChange: (base: 0 | 1) => void }) {
  const { t } = useLanguage();
  return (
    <Field id="score-base" label={t('importing.base')}>
      <Radio.Group
        id="score-base"
        aria-label={t('importing.base')}
        value={base}
        options={[
          { value: 0, label: t('importing.base0') },
          { value: 1, label: t('importing.base1') },
        ]}
        onChange={(event) => onChange(event.target.value === 0 ? 0 : 1)}
      />
    </Field>
  );
}
