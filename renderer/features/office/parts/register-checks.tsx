import { SafetyCertificateOutlined, SaveOutlined } from '@ant-design/icons';
import { Alert, Button, Descriptions } from 'antd';
import type { Output } from '../../../../contract/index.ts';
import { mayCall } from '../../../access.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatBytes } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { Refold } from './refold.tsx';

/** Counts, the check of every chain and signature, and a backup that was opened to prove it. */
export function RegisterChecks() {
  const { t } = useLanguage();
  const { user } = useSession();
  const counts = useRegisterQuery('register.counts', {});
  const verify = useCommand('register.verify');
  const backup = useCommand('register.backup');
  const found = verify.value;
  return (
    <div className="stack medium">
      <ReadingOf reading={counts}>
        {(value) => (
          <dl className="week-figures">
            {Object.entries(value).map(([key, count]) => (
              <div key={key}>
                <dt>{t(`office.count.${key}` as 'office.count.pupils', { defaultValue: key })}</dt>
                <dd>{count}</dd>
              </div>
            ))}
          </dl>
        )}
      </ReadingOf>
      <RefusalNote refusal={verify.refusal ?? backup.refusal} />
      <div className="button-row">
        {mayCall(user.role, 'register.verify') ? (
          <Button icon={<SafetyCertificateOutlined />} loading={verify.busy} onClick={() => void verify.run({})}>
            {t('office.verify')}
          </Button>
        ) : null}
        {mayCall(user.role, 'register.backup') ? (
          <Button icon={<SaveOutlined />} loading={backup.busy} onClick={() => void backup.run({})}>
            {t('office.backup')}
          </Button>
        ) : null}
      </div>
      {mayCall(user.role, 'register.refold') ? <Refold /> : null}
      {found === undefined ? null : <Findings found={found} />}
      {backup.value === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={t('office.backupDone', { file: backup.value.file, size: formatBytes(backup.value.bytes) })}
          description={<code className="hash">{backup.value.sha256}</code>}
        />
      )}
    </div>
  );
}

function Findings({ found }: { readonly found: Output<'register.verify'> }) {
  const { t } = useLanguage();
  return (
    <>
      <Alert
        type={found.ok ? 'success' : 'error'}
        showIcon
        title={t(found.ok ? 'office.verifyOk' : 'office.verifyBad', { count: found.findings.length })}
        description={found.findings.map((one) => `${one.code} ${one.subject}`).join('\n') || undefined}
      />
      <Descriptions
        size="small"
        column={2}
        bordered
        items={[
          { key: 'encrypted', label: t('office.encrypted'), children: found.encrypted ? t('common.yes') : t('fields:choice.no') },
          { key: 'driver', label: t('office.driver'), children: found.driver },
          { key: 'events', label: t('office.count.events'), children: found.events },
          { key: 'cases', label: t('office.count.cases'), children: found.cases },
          { key: 'documents', label: t('office.count.documents'), children: found.documents },
          { key: 'signatures', label: t('office.count.signatures'), children: found.signatures },
          { key: 'audit', label: t('office.count.auditEntries'), children: found.auditEntries },
          { key: 'head', label: t('office.head'), children: <code className="hash">{found.head.hash}</code> },
        ]}
      />
    </>
  );
}
