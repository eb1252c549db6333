import { everything } from '../../shared/ipc/topics.ts';
import { InboxQueue } from './partners/exchange/inbox-queue.ts';
import type { Base } from './program-base.ts';
import type { HubService } from './sync/link/hub.service.ts';

/** How long the end of the program waits for the message that is being applied. */
const endMs = 5_000;

/** The inbox for messages of partners, as the program uses it. */
export type Inbox = Pick<InboxQueue, 'take' | 'kick'> & { readonly stop: () => Promise<void> };

/**
 * Opens the inbox for messages of partners. What was stored before is applied when the program kicks it for the first time.
 * With a hub, the workstation that exchanges messages applies them for all.
 */
export const openInbox = (base: Base, hub: HubService, isImporting: () => boolean): Inbox => {
  const { context, movedAway, news, emit, log } = base;
  const queue = new InboxQueue({
    context,
    mayApply: () => !movedAway.rests() && !isImporting() && (hub.link()?.sendsLetters() ?? true),
    applied: () => {
      emit('changed', { topics: [...everything] });
      // What follows from a step follows from a message too: letters, and what the hub must hear.
      news.emit('messagesApplied');
    },
    logFault: (error) => log.error('inbox.failed', error),
  });
  const kick = (): void => queue.kick();
  // With a hub, messages reach any workstation, and another one may begin to apply them. An import holds the database.
  for (const event of ['rowsChanged', 'hubChanged'] as const) news.on(event, () => queue.rowsCame());
  news.on('imported', kick);
  return {
    take: (raw) => queue.take(raw),
    kick,
    stop: () => queue.stop(endMs),
  };
};
