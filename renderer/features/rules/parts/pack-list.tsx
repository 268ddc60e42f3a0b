import { App, Button, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { Refusal } from '../../../../contract/errors.ts';
import { mayCall } from '../../../access.ts';
import { chooseSaveTarget } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { formatBytes, formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';

type Pack = Output<'rules.list'>['packs'][number];

/** Every pack that was ever in force, and a copy of the present one to be edited. */
export function PackList({ packs }: { readonly packs: readonly Pack[] }) {
  const { t, language } = useLanguage();
  const { user } = useSession();
  const { message } = App.useApp();
  const write = useCommand('rules.export');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const current = packs.find((pack) => pack.current);
  async function run(): Promise<void> {
    const target = await chooseSaveTarget('rules', `${current?.version ?? 'rules'}.json`);
    setRefusal(target.ok ? undefined : target.error);
    if (!target.ok) return;
    const reply = await write.run({ target: target.value.token });
    if (reply.ok) message.success(t('rules.exported', { size: formatBytes(reply.value.bytes) }));
  }
  return (
    <>
      <RefusalNote refusal={refusal ?? write.refusal} />
      <Table<Pack>
        size="small"
        rowKey="version"
        dataSource={packs}
        pagination={false}
        columns={[
          {
            key: 'version',
            title: t('rules.version'),
            width: 260,
            render: (_value, pack) => (
              <>
                <span className="mono">{pack.version}</span> {pack.current ? <span className="stage-tag">{t('rules.inForce')}</span> : null}
              </>
            ),
          },
          { key: 'name', title: t('rules.name'), render: (_value, pack) => (language === 'en' ? pack.titleEn : pack.titleZh) },
          { key: 'rules', title: t('rules.count'), width: 90, render: (_value, pack) => pack.rules },
          { key: 'events', title: t('rules.events'), width: 90, render: (_value, pack) => pack.events },
          {
            key: 'activated',
            title: t('rules.activated'),
            width: 240,
            render: (_value, pack) => `${formatMoment(pack.activatedAt)} ${pack.activatedByName ?? t('rules.builtIn')}`,
          },
          {
            key: 'actions',
            title: t('common.actions'),
            width: 180,
            render: (_value, pack) =>
              pack.current && mayCall(user.role, 'rules.export') ? (
                <Button size="small" loading={write.busy} onClick={() => void run()}>
                  {t('rules.export')}
                </Button>
              ) : null,
          },
        ]}
      />
    </>
  );
}
