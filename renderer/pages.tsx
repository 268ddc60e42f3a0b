/** Which page shows at which place; the one file that knows every feature. */
import { App } from 'antd';
import { useEffect } from 'react';
import { CalendarPanel } from './features/calendar/calendar-panel.tsx';
import { CaseFilePage } from './features/case-file/case-file-page.tsx';
import { CaseListPage } from './features/case-list/case-list-page.tsx';
import { CompliancePage } from './features/compliance/compliance-page.tsx';
import { DocumentsPage } from './features/documents/documents-page.tsx';
import { ExchangePage } from './features/exchange/exchange-page.tsx';
import { HandoverPage } from './features/handover/handover-page.tsx';
import { IssueSheet } from './features/issue-document/issue-sheet.tsx';
import { LedgerPage } from './features/ledger/ledger-page.tsx';
import { MyClassPage } from './features/my-class/my-class-page.tsx';
import { OfficePage } from './features/office/office-page.tsx';
import { WallPage } from './features/overdue-wall/wall-page.tsx';
import { OpenCaseSheet } from './features/record-event/open-case-sheet.tsx';
import { QuickContact } from './features/record-event/quick-contact.tsx';
import { RecordSheet } from './features/record-event/record-sheet.tsx';
import { RosterPage } from './features/roster/roster-page.tsx';
import { RulesPage } from './features/rules/rules-page.tsx';
import { ScreeningPage } from './features/screening/screening-page.tsx';
import { SigningPage } from './features/signing/signing-page.tsx';
import { TodayPage } from './features/today/today-page.tsx';
import { WeeklyPage } from './features/weekly/weekly-page.tsx';
import { DocumentSheet } from './parts/document-sheet.tsx';
import { useNavigation } from './navigation.tsx';

export function CurrentPage() {
  const { place } = useNavigation();
  switch (place.page) {
    case 'today':
      return <TodayPage />;
    case 'myClass':
      return <MyClassPage />;
    case 'wall':
      return <WallPage />;
    case 'ledger':
      return <LedgerPage />;
    case 'compliance':
      return <CompliancePage />;
    case 'handover':
      return <HandoverPage />;
    case 'rules':
      return <RulesPage calendar={<CalendarPanel />} />;
    case 'roster':
      return <RosterPage />;
    case 'screening':
      return <ScreeningPage />;
    case 'cases':
      return <CaseListPage />;
    case 'case':
      return <CaseFilePage key={place.caseId} caseId={place.caseId} {...(place.record === undefined ? {} : { record: place.record })} />;
    case 'documents':
      return <DocumentsPage />;
    case 'signing':
      return <SigningPage />;
    case 'weekly':
      return <WeeklyPage />;
    case 'exchange':
      return <ExchangePage />;
    case 'office':
      return <OfficePage />;
    default: {
      const never: never = place;
      return never;
    }
  }
}

export function CurrentSheet() {
  const { sheet, closeSheet } = useNavigation();
  const { notification } = App.useApp();
  // What was saved before must not lie over the form that is next.
  useEffect(() => {
    if (sheet !== null) notification.destroy();
  }, [sheet, notification]);
  if (sheet === null) return <QuickContact />;
  switch (sheet.sheet) {
    case 'record':
      return <RecordSheet {...sheet} onClose={closeSheet} />;
    case 'open-case':
      return <OpenCaseSheet {...sheet} onClose={closeSheet} />;
    case 'issue':
      return <IssueSheet {...sheet} onClose={closeSheet} />;
    case 'document':
      return <DocumentSheet {...sheet} onClose={closeSheet} />;
    default: {
      const never: never = sheet;
      return never;
    }
  }
}
