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
import { isBareKey, isComposing } from '../../ui/keys.ts';
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
  const [at, setAt] = useState(0);
  const settled = useSettled(text, 120);
  const search = settled.trim();
  const found = useRegisterQuery('cases.list', { search, open: true, mine: search === '', limit: 50 }, { keep: true });
  const rows = (found.value?.rows ?? []).filter((row) => row.mayOpen).slice(0, shownRows);
  const chosen = rows[Math.min(at, rows.length - 1)];
  const start = (row: CaseSummary, type: 'guardian_contacted' | 'pupil_contacted') => {
    onClose();
    openSheet({ sheet: 'record', caseId: row.id, type });
  };
  return (
    <Modal open title={t('contact.quick')} footer={null} onCancel={onClose} width={520} destroyOnHidden>
      <input
        autoFocus
        className="quick-input"
        role="combobox"
        aria-expanded
        aria-controls="quick-cases"
        aria-activedescendant={chosen === undefined ? undefined : `quick-${chosen.id}`}
        aria-label={t('contact.quickSearch')}
        placeholder={t('contact.quickSearch')}
        value={text}
        maxLength={40}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0) {
            event.preventDefault();
            setAt(Math.max(0, Math.min(rows.length - 1, at + step)));
          } else if (event.key === 'Enter' && chosen !== undefined && settled === text && !found.renewing) {
            event.preventDefault();
            start(chosen, event.shiftKey ? 'pupil_contacted' : 'guardian_contacted');
          }
        }}
      />
      <ul id="quick-cases" role="listbox" aria-label={t('frame.page.cases')} className="plain-list quick-list">
        {rows.map((row) => (
          <li
            key={row.id}
            id={`quick-${row.id}`}
            role="option"
            aria-selected={row === chosen}
            className={row === chosen ? 'quick-case quick-chosen' : 'quick-case'}
            onClick={() => start(row, 'guardian_contacted')}
          >
            <b>{row.pupilName}</b> <span className="quiet">{row.className}</span>
            <span className="top-gap" />
            <GradeTag grade={row.grade} />
          </li>
        ))}
      </ul>
      {rows.length === 0 && found.value !== undefined ? <p className="quiet">{t('cases.empty')}</p> : null}
      <p className="quiet">{t('contact.quickHint')}</p>
    </Modal>
  );
}
