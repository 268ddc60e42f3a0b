import { Button, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import type { UserSummary } from '../../../../contract/shapes.ts';
import { mayCall } from '../../../access.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { AddUser } from './add-user.tsx';

/** Everyone who can open the register. People are disabled, never deleted: their entries keep their names. */
export function Users() {
  const { t } = useLanguage();
  const { user: self } = useSession();
  const reading = useRegisterQuery('users.list', {});
  const disable = useCommand('users.disable');
  const [adding, setAdding] = useState(false);
  const manages = mayCall(self.role, 'users.add');
  return (
    <div className="stack">
      <RefusalNote refusal={disable.refusal} onClose={disable.forget} />
      {manages ? (
        <div className="button-row">
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('office.addUser')}
          </Button>
        </div>
      ) : null}
      <ReadingOf reading={reading}>
        {(users) => (
          <Table<UserSummary>
            size="small"
            rowKey="id"
            dataSource={users}
            pagination={false}
            columns={[
              { key: 'name', title: t('session.adminName'), render: (_value, row) => <b>{row.displayName}</b> },
              { key: 'login', title: t('session.login'), render: (_value, row) => <span className="mono">{row.login}</span> },
              { key: 'role', title: t('office.role'), render: (_value, row) => t(`vocabulary:role.${row.role}`) },
              { key: 'class', title: t('office.classScope'), render: (_value, row) => row.classScope ?? '—' },
              { key: 'state', title: t('documents.status'), width: 100, render: (_value, row) => (row.disabled ? t('office.disabled') : t('office.active')) },
              {
                key: 'actions',
                title: t('common.actions'),
                width: 110,
                render: (_value, row) =>
                  manages && !row.disabled && row.id !== self.id ? (
                    <Popconfirm
                      title={t('office.disableSure', { name: row.displayName })}
                      okText={t('office.disable')}
                      cancelText={t('common.cancel')}
                      onConfirm={() => void disable.run({ userId: row.id })}
                    >
                      <Button size="small">{t('office.disable')}</Button>
                    </Popconfirm>
                  ) : null,
              },
            ]}
          />
        )}
      </ReadingOf>
      {adding ? <AddUser onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
