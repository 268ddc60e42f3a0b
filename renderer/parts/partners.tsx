import { Alert, App, Button, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../contract/index.ts';
import type { Refusal } from '../../contract/errors.ts';
import { mayCall } from '../access.ts';
import { chooseFile, chooseSaveTarget, type Chosen } from '../api/shell.ts';
import { useCommand } from '../api/use-command.ts';
import { useRegisterQuery } from '../api/use-query.ts';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { ReadingOf } from './reading.tsx';
import { ConfirmPartner } from './confirm-partner.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { ReplaceCard } from './replace-card.tsx';
import { useSession } from '../session.tsx';

type Partner = Output<'exchange.partners'>[number];

/** Offices that packages are exchanged with: cards travel as files, fingerprints are compared by telephone. */
export function Partners() {
  const { t } = useLanguage();
  const { user, office } = useSession();
  const { message } = App.useApp();
  const reading = useRegisterQuery('exchange.partners', {});
  const add = useCommand('exchange.addPartner');
  const card = useCommand('exchange.exportCard');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const [offered, setCard] = useState<Chosen | null>(null);
  async function take(): Promise<void> {
    const file = await chooseFile('card');
    setRefusal(file.ok ? undefined : file.error);
    if (!file.ok) return;
    setCard(file.value);
    await add.run({ file: file.value.token });
  }
  async function write(): Promise<void> {
    const target = await chooseSaveTarget('card', `${office.name} ${t('exchange.cardName')}.json`);
    setRefusal(target.ok ? undefined : target.error);
    if (!target.ok) return;
    const reply = await card.run({ target: target.value.token });
    if (reply.ok) message.success(t('exchange.cardWritten', { fingerprint: reply.value.fingerprint }));
  }
  return (
    <div className="stack">
      <p>{t('exchange.cardHint')}</p>
      <RefusalNote refusal={refusal ?? add.refusal ?? card.refusal} />
      <div className="button-row">
        {mayCall(user.role, 'exchange.exportCard') ? <Button onClick={() => void write()}>{t('exchange.exportCard')}</Button> : null}
        {mayCall(user.role, 'exchange.addPartner') ? (
          <Button type="primary" onClick={() => void take()}>
            {t('exchange.addPartner')}
          </Button>
        ) : null}
      </div>
      {offered !== null && isChanged(add.refusal) && mayCall(user.role, 'exchange.confirmPartner') ? (
        <ReplaceCard file={offered} refusal={add.refusal} onTaken={add.forget} />
      ) : null}
      {add.value === undefined ? null : <Compare partner={add.value} />}
      <ReadingOf reading={reading}>
        {(partners) => (
          <Table<Partner>
            size="small"
            rowKey="officeId"
            dataSource={partners}
            pagination={false}
            locale={{ emptyText: t('exchange.none.partners') }}
            columns={[
              { key: 'name', title: t('session.officeName'), render: (_value, row) => <b>{row.name}</b> },
              { key: 'kind', title: t('session.kind'), width: 200, render: (_value, row) => t(`vocabulary:registerKind.${row.kind}`) },
              { key: 'fingerprint', title: t('exchange.fingerprint'), render: (_value, row) => <code className="mono">{row.fingerprint}</code> },
              { key: 'confirmed', title: t('exchange.confirmed'), width: 220, render: (_value, row) => <Confirmed partner={row} /> },
              { key: 'added', title: t('exchange.created'), width: 120, render: (_value, row) => formatDate(row.addedAt) },
            ]}
          />
        )}
      </ReadingOf>
    </div>
  );
}

/** A newer card of a known office that nobody known of it has signed: the one change that a person may vouch for. */
function isChanged(refusal: Refusal | undefined): refusal is Refusal {
  return refusal?.code === 'PARTNER_KNOWN' && refusal.params['why'] === 'SIGNER';
}

/** Until somebody has compared the fingerprint, nothing goes to that office and nothing is taken from it. */
function Confirmed({ partner }: { readonly partner: Partner }) {
  const { t } = useLanguage();
  const { user } = useSession();
  if (partner.confirmedAt !== null) return t('exchange.confirmedOn', { on: formatDate(partner.confirmedAt) });
  return mayCall(user.role, 'exchange.confirmPartner') ? (
    <ConfirmPartner partner={partner} />
  ) : (
    <span className="marker marker-corrected">{t('exchange.notConfirmed')}</span>
  );
}

function Compare({ partner }: { readonly partner: Partner }) {
  const { t } = useLanguage();
  return (
    <Alert type="warning" showIcon title={t('exchange.compare', { name: partner.name })} description={<code className="mono">{partner.fingerprint}</code>} />
  );
}
