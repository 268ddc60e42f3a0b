import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { Field } from '../ui/field.tsx';
import { SubmitForm } from '../ui/submit-form.tsx';

/** Letters and digits alone, so that spaces and dashes of a written copy do not matter. */
function bare(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
}

type Props = {
  readonly code: string;
  readonly office: string;
  readonly onProved: () => void;
  /** What the last button says; else that the register is entered. */
  readonly doneLabel?: string;
};

/** Shown once; typing it again proves that a copy exists. */
export function RecoveryCode({ code, office, onProved, doneLabel }: Props) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const same = bare(typed) === bare(code);
  return (
    <SubmitForm
      label={t('session.step.code')}
      className="stack"
      onSubmit={() => {
        setTried(true);
        if (same) onProved();
      }}
    >
      <Alert type="warning" showIcon title={t('session.codeText')} />
      <div className="recovery-sheet">
        <span>{office}</span>
        <code className="recovery-code">{code}</code>
      </div>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('session.copyPrint')}
      </Button>
      <Field id="recovery-proof" label={t('session.codeProof')} required problem={tried && !same ? t('session.codeWrong') : undefined}>
        <Input id="recovery-proof" className="code" value={typed} maxLength={200} spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Button type="primary" htmlType="submit" disabled={typed === ''}>
        {doneLabel ?? t('session.codeDone')}
      </Button>
    </SubmitForm>
  );
}
