import { Modal } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PickList } from '../../../ui/pick-list.tsx';
import { menuOf } from '../event-groups.ts';

type Props = { readonly allowed: readonly string[]; readonly onPick: (type: string) => void; readonly onClose: () => void };

/** Every entry that may be made now, by what it is about, found by any part of its name. */
export function EventMenu({ allowed, onPick, onClose }: Props) {
  const { t } = useLanguage();
  const [text, setText] = useState('');
  const menu = menuOf(allowed, text, (type) => t(`events:${type}`));
  return (
    <Modal open title={t('caseFile.record')} footer={null} onCancel={onClose} width={460} className="event-menu">
      <PickList
        id="event-menu"
        label={t('view.findEntry')}
        of={t('caseFile.record')}
        text={text}
        ready
        groups={menu.map(({ group, types }) => ({
          title: t(`view.group.${group}`),
          items: types.map((type) => ({ key: type, content: t(`events:${type}`) })),
        }))}
        onText={setText}
        onPick={(type) => onPick(type)}
      />
      {menu.length === 0 ? <p className="quiet">{t('view.noEntryFound')}</p> : null}
    </Modal>
  );
}
