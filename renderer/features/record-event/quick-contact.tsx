/** Recording a contact from anywhere: `c`, a few letters of the name, Enter. */
import { Modal } from 'antd';
import { useState } from 'react';
import type { CaseSummary } from '../../../contract/shapes.ts';
import { mayCall } from '../../access.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { GradeTag } from '../../parts/grade-tag.tsx';
import { useSession } from '../../session.tsx';
import { isBareKey } from '../../ui/keys.ts';
import { PickList } from '../../ui/pick-list.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useSettled } from '../../ui/use-settled.ts';

const shownRows = 8;

export function QuickContact() {
  const { user } = useSession();
  const { sheet } = useNavigation();
  const [open, setOpen] = useState(false);
  const may = mayCall(user.role, 'events.record');
  useKeys((event) => {
    if (!may || sheet !== null || open || !isBareKey(event, 'c') || document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    setOpen(true);
  });
  return open ? <PickCase onClose={() => setOpen(false)} /> : null;
}

function PickCase({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const [text, setText] = useState('');
  const settled = useSettled(text, 120);
  const search = settled.trim();
  const found = useRegisterQuery('cases.list', { search, open: true, mine: search === '', limit: 50 }, { keep: true });
  const rows = (found.value?.rows ?? []).filter((row) => row.mayOpen).slice(0, shownRows);
  return (
    <Modal open title={t('contact.quick')} footer={null} onCancel={onClose} width={520}>
      <PickList
        id="quick-cases"
        label={t('contact.quickSearch')}
        of={t('frame.page.cases')}
        text={text}
        ready={settled === text && !found.renewing}
        groups={[{ items: rows.map((row) => ({ key: row.id, content: <Row row={row} /> })) }]}
        onText={setText}
        onPick={(key, shift) => {
          const row = rows.find((one) => one.id === key);
          if (row === undefined) return;
          onClose();
          openSheet({ sheet: 'record', caseId: row.id, type: shift ? 'pupil_contacted' : 'guardian_contacted' });
        }}
      />
      {rows.length === 0 && found.value !== undefined ? <p className="quiet">{t('cases.empty')}</p> : null}
      <p className="quiet">{t('contact.quickHint')}</p>
    </Modal>
  );
}

function Row({ row }: { readonly row: CaseSummary }) {
  return (
    <>
      <b>{row.pupilName}</b> <span className="quiet">{row.className}</span>
      <span className="top-gap" />
      <GradeTag grade={row.grade} />
    </>
  );
}
