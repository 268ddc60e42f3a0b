/** What a page shows while it reads, when it may not, and when it has the answer. */
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { OperationName, Output } from '../../contract/index.ts';
import type { Reading } from '../api/use-query.ts';
import { RefusalNote } from './refusal-note.tsx';

type Props<N extends OperationName> = { readonly reading: Reading<N>; readonly children: (value: Output<N>) => ReactNode };

export function ReadingOf<N extends OperationName>({ reading, children }: Props<N>) {
  if (reading.refusal !== undefined) return <RefusalNote refusal={reading.refusal} />;
  if (reading.value === undefined) return <Skeleton active className="skeleton" />;
  return <>{children(reading.value)}</>;
}
