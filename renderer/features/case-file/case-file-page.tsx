/** One case: who, how grave, what is due, and everything that happened, with proof. */
import { useEffect, useRef } from 'react';
import type { CaseFile } from '../../../contract/cases.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useNavigation } from '../../navigation.tsx';
import { ReadingOf } from '../../parts/reading.tsx';
import { CaseHead } from './parts/case-head.tsx';
import { CasePapers } from './parts/case-papers.tsx';
import { DutyList } from './parts/duty-list.tsx';
import { LoopRing } from './parts/loop-ring.tsx';
import { NotesPanel } from './parts/notes-panel.tsx';
import { Timeline } from './parts/timeline.tsx';

type Props = { readonly caseId: CaseId; readonly record?: string };

export function CaseFilePage({ caseId, record }: Props) {
  const reading = useRegisterQuery('cases.file', { caseId });
  useOpenForm(reading.value, record);
  return (
    <section className="page">
      <ReadingOf reading={reading}>
        {(file) => (
          <>
            <CaseHead file={file} />
            <div className="page-body case-columns">
              <div className="case-main">
                <Timeline file={file} />
              </div>
              <div className="case-side">
                <LoopRing events={file.events} stage={file.summary.stage} />
                <DutyList file={file} />
                <CasePapers file={file} />
                <NotesPanel caseId={file.summary.id} />
              </div>
            </div>
          </>
        )}
      </ReadingOf>
    </section>
  );
}

/** Opens the form that another page asked for, once, as soon as the case is known to allow it. */
function useOpenForm(file: CaseFile | undefined, record: string | undefined): void {
  const { openSheet } = useNavigation();
  const opened = useRef(false);
  useEffect(() => {
    if (file === undefined || record === undefined || opened.current) return;
    opened.current = true;
    if (file.allowed.includes(record)) openSheet({ sheet: 'record', caseId: file.summary.id, type: record });
  }, [file, record, openSheet]);
}
