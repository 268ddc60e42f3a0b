import { Alert, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { Refusal } from '../../../../contract/errors.ts';
import { chooseFile } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DocumentFacts } from '../../../parts/document-sheet.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';

/** Whether a file on disk is exactly what this office issued, in force, and who signed it. */
export function VerifyPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const verify = useCommand('documents.verify');
  const [name, setName] = useState('');
  const [claims, setClaims] = useState('');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  async function choose(): Promise<void> {
    const answer = await chooseFile('document');
    setRefusal(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setName(answer.value.name);
    await verify.run({ file: answer.value.token, claims: claims.trim() === '' ? null : claims.trim() });
  }
  return (
    <Drawer open size={560} title={t('documents.verify')} onClose={onClose}>
      <div className="stack">
        <p>{t('documents.verifyHint')}</p>
        <Field id="verify-claims" label={t('documents.claims')} hint={t('documents.claimsHint')}>
          <Input id="verify-claims" value={claims} maxLength={100} allowClear onChange={(event) => setClaims(event.target.value)} />
        </Field>
        <Button type="primary" loading={verify.busy} onClick={() => void choose()}>
          {t('documents.chooseFile')}
        </Button>
        <RefusalNote refusal={refusal ?? verify.refusal} />
        {verify.value === undefined ? null : <Found found={verify.value} name={name} />}
      </div>
    </Drawer>
  );
}

function Found({ found, name }: { readonly found: Output<'documents.verify'>; readonly name: string }) {
  const { t } = useLanguage();
  return (
    <>
      <Alert
        type={found.verdict === 'genuine' ? 'success' : 'error'}
        showIcon
        title={t(`documents.verdict.${found.verdict}`, { name })}
        description={found.changed && found.verdict !== 'changed' ? t('documents.notTheClaimed') : undefined}
      />
      <code className="hash">{found.sha256}</code>
      {found.view === null ? null : <DocumentFacts view={found.view} />}
      {found.signatures.map((one) => (
        <Alert
          key={`${one.signerName}${one.signedAt}`}
          type={one.valid ? 'success' : 'error'}
          showIcon
          title={t(one.valid ? 'documents.signatureValid' : 'documents.signatureInvalid', { name: one.signerName, at: formatMoment(one.signedAt) })}
          description={one.reason ?? undefined}
        />
      ))}
    </>
  );
}
