import { createWebSocketInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import type { InspectionEvent, Snapshot } from 'xstate';

/**
 * Sends what machines do to the inspector, without what they hold: it is drawn by a page of another house, and data of patrons stays
 * in this one.
 * @param url where the development server passes it on.
 */
export const openInspector = (url: string): ((event: InspectionEvent) => void) => {
  const { inspect } = createWebSocketInspector({ url, serialize: withoutData });
  return (event) => inspect.next?.(event);
};

/** States and types of events, no context, no payload, no output. */
export const withoutData = (event: StatelyInspectionEvent): StatelyInspectionEvent => {
  switch (event.type) {
    case '@xstate.actor':
      return { ...event, snapshot: bare(event.snapshot) };
    case '@xstate.event':
      return { ...event, event: { type: event.event.type } };
    case '@xstate.snapshot':
      return {
        ...event,
        event: { type: event.event.type },
        snapshot: bare(event.snapshot) as Snapshot<unknown>,
      };
  }
};

const bare = (snapshot: {
  readonly status?: Snapshot<unknown>['status'];
  readonly value?: unknown;
}): typeof snapshot => ({ status: snapshot.status ?? 'active', value: snapshot.value });
