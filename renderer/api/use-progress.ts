/** How far a running task is, as the register tells it. */
import { useEffect, useState } from 'react';
import type { OperationName } from '../../contract/index.ts';
import { z } from '../../domain/zod.ts';
import { subscribe } from './bridge.ts';

const Progress = z.object({ operation: z.string(), done: z.int(), total: z.int() });
export type Progress = { readonly done: number; readonly total: number };

/** Progress of `operation` while it is `busy`; null before the first word of it. */
export function useProgress(operation: OperationName, busy: boolean): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => {
    if (!busy) return undefined;
    const stop = subscribe('task.progress', (payload) => {
      const told = Progress.safeParse(payload);
      if (told.success && told.data.operation === operation) setProgress({ done: told.data.done, total: told.data.total });
    });
    return () => {
      stop();
      setProgress(null);
    };
  }, [operation, busy]);
  return progress;
}
