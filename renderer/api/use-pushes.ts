/** Reads again what the register says has changed, and leaves when it says that it is locked. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { subscribe } from './bridge.ts';

export function useRegisterPushes(onLocked: () => void): void {
  const client = useQueryClient();
  useEffect(() => {
    const stops = [
      subscribe('case.changed', () => void client.invalidateQueries()),
      subscribe('today.changed', () => void client.invalidateQueries({ queryKey: ['today.board'] })),
    ];
    // A query that finds the register locked means that the lock was not announced here.
    const stopWatching = client.getQueryCache().subscribe((event) => {
      const reply: unknown = event.query.state.data;
      if (event.type === 'updated' && isLocked(reply)) onLocked();
    });
    return () => {
      for (const stop of stops) stop();
      stopWatching();
    };
  }, [client, onLocked]);
}

function isLocked(reply: unknown): boolean {
  if (typeof reply !== 'object' || reply === null || !('error' in reply)) return false;
  const { error } = reply;
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'SESSION_LOCKED' || error.code === 'REGISTER_STOPPED');
}
