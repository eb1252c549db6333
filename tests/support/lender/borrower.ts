import { type Endpoint, startEndpoint } from '../../../electron/main/partners/exchange/endpoint.ts';
import { afterAttempt } from '../../../electron/main/sending/after-attempt.ts';
import { takeIn } from '../../../electron/main/partners/exchange/take-in.ts';
import { postMessage } from '../../../electron/main/partners/exchange/post-message.ts';
import {
  compose,
  type Announcement,
  announcementOf,
} from '../../../electron/main/partners/iso18626/compose.ts';
import { composeRequest, type Wish } from '../../../electron/main/partners/iso18626/compose-request.ts';
import type { Verdict } from '../../../electron/main/sending/verdict.ts';
import { type StepToTake, meaningOf } from '../../../electron/main/partners/iso18626/meaning.ts';
import type {
  MessageOf,
  RequestingAgencyMessage,
  SupplyingAgencyMessage,
} from '../../../electron/main/partners/iso18626/message.ts';
import {
  standingOf,
  type Standing,
  type Conversation,
} from '../../../electron/main/partners/iso18626/standing.ts';
import {
  newConversation,
  conversationAfterReceiving,
  conversationAfterSending,
} from '../../../electron/main/partners/iso18626/conversation.ts';
import { writeMessage } from '../../../electron/main/partners/iso18626/write-message.ts';
import type { CalendarDate, Instant, ItemId, PartnerId, TurnId } from '../../../shared/domain/ids.ts';
import { lifeAfterAll } from '../../../shared/domain/life/life-after.ts';
import { type Life, type LifeEvent, newLife, volumesOf } from '../../../shared/domain/life/life.ts';
import { newTurn } from '../../../shared/domain/life/turn.ts';
import { isOut } from '../../../shared/domain/life/volume.ts';
import { eventsOfAnswer } from '../../../shared/domain/partner-answers.ts';
import type { IsoAction, ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import { usualWish } from './usual-wish.ts';
import { speakers } from '../../../shared/words/speakers.ts';

/** A request that a borrower has made, with its life as the desk would keep it. */
export type Made = {
  life: Life;
  conversation: Conversation;
  /** What it was told to record, in order, and what of that its life does not allow. */
  readonly steps: StepToTake[];
  readonly tasks: StepToTake[];
};

/** The only turn of each request. */
const turnId = 1 as TurnId;

/** A corrected due date is that of the turn, and of its volumes without one. */
const corrections = ({ life }: Made, dueOn: CalendarDate): readonly LifeEvent[] => [
  { type: 'turn.corrected', turnId, dueOn },
  ...volumesOf(life, turnId)
    .filter((volume) => isOut(volume) && volume.dueOn === null)
    .map(({ id }) => ({ type: 'volume.corrected', itemId: id, dueOn }) as const),
];

/** When it reads what the lender says: after all of it. */
const readAt = '2026-11-26T00:00:00.000Z' as Instant;

/** How often a word is sent before the borrower gives up. */
const tries = 20;

/**
 * The borrower's side of the protocol: what the program composes, sends, reads and takes to mean, on the life of each request. It has neither
 * desk nor database.
 */
export class Borrower {
  readonly made = new Map<string, Made>();
  /** Everything that it sent, as XML. */
  readonly sent: string[] = [];
  readonly #profile: () => ProtocolProfile;
  readonly #seen = new Set<string>();
  #endpoint: Endpoint | null = null;
  #clock = Date.parse('2026-11-25T08:00:00.000Z');

  constructor(profile: () => ProtocolProfile) {
    this.#profile = profile;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#endpoint?.port ?? 0}/`;
  }

  of(requestId: string): Made {
    const made = this.made.get(requestId);
    if (!made) throw new Error(`${requestId} was not made.`);
    return made;
  }

  standing(requestId: string): Standing {
    const { life, conversation } = this.of(requestId);
    return standingOf(life, turnId, conversation);
  }

  async start(): Promise<void> {
    this.#endpoint = await startEndpoint({
      host: '127.0.0.1',
      port: 0,
      path: '/',
      tls: null,
      credentials: null,
      mayCall: () => true,
      take: (bytes) => Promise.resolve(this.#take(bytes)),
      logFault: (error) => {
        throw error;
      },
    });
  }

  async stop(): Promise<void> {
    await this.#endpoint?.stop();
  }

  /** Asks the lender for something. @param volumes how many */
  ask(requestId: string, more: Partial<Wish> = {}, volumes = 1): Promise<Verdict> {
    const life = { ...newLife, expected: volumes, turns: [newTurn(turnId, 1 as PartnerId)] };
    const made = { life, conversation: newConversation, steps: [], tasks: [] };
    this.made.set(requestId, made);
    this.#apply(made, [
      { type: 'sent', askable: [turnId] },
      { type: 'request.left', turnId },
    ]);
    const wish: Wish = {
      ...usualWish,
      ...more,
    };
    const envelope = { requestId, at: this.#now(), securityCode: null, speaker: speakers.en };
    return this.#send(composeRequest(wish, this.#profile(), envelope));
  }

  /** Something happens at the desk: the lender is told what the step says. @returns how */
  async happens(
    requestId: string,
    event: LifeEvent,
    more: { readonly note?: string; readonly dueOn?: CalendarDate } = {},
  ): Promise<readonly (readonly Verdict[] | string)[]> {
    const made = this.of(requestId);
    const results: (readonly Verdict[] | string)[] = [];
    for (const told of this.#apply(made, [event])) {
      const { word } = told;
      if (word === 'request' || word === 'take-back') continue;
      const announcement = announcementOf({ ...told, word }, made.life, {
        note: more.note ?? '',
        dueOn: more.dueOn ?? null,
        nameOf: (id) => `N-${id}`,
      });
      results.push(await this.tell(requestId, announcement));
    }
    return results;
  }

  /** Tells the lender something about a request. @returns its verdict on each message, or how it is told otherwise */
  async tell(
    requestId: string,
    announcement: Partial<Announcement> & { readonly word: Announcement['word'] },
  ): Promise<readonly Verdict[] | string> {
    const made = this.of(requestId);
    const envelope = {
      requestId,
      supplierRequestId: made.conversation.supplierRequestId,
      at: this.#now(),
      securityCode: null,
      speaker: speakers.en,
    };
    const whole = { note: '', dueOn: null, volumes: [], ...announcement };
    const composed = compose(whole, this.standing(requestId), this.#profile(), envelope);
    if (composed.as !== 'messages') return composed.as;
    const verdicts: Verdict[] = [];
    for (const message of composed.messages) {
      made.conversation = conversationAfterSending(made.conversation, message.body.action as IsoAction);
      verdicts.push(await this.#send(message));
    }
    return verdicts;
  }

  receives(requestId: string): ReturnType<Borrower['happens']> {
    const id = (this.of(requestId).life.volumes.length + 1) as ItemId;
    return this.happens(requestId, {
      type: 'item.received',
      turnId,
      volume: { id, place: 'on-hold-shelf', dueOn: null },
      use: 'for-patron',
      done: true,
    });
  }

  renews(requestId: string, day: string): ReturnType<Borrower['happens']> {
    const dueOn = day as CalendarDate;
    const itemIds = volumesOf(this.of(requestId).life, turnId).map(({ id }) => id);
    return this.happens(
      requestId,
      { type: 'renewal.requested', itemIds, dueOn, renewsItself: [] },
      { dueOn },
    );
  }

  /** Sends back what is here. @param most how many volumes */
  sendsBack(requestId: string, most = 99): ReturnType<Borrower['happens']> {
    const here = volumesOf(this.of(requestId).life, turnId).filter(isOut);
    return this.happens(requestId, {
      type: 'items.returned',
      itemIds: here.slice(0, most).map(({ id }) => id),
    });
  }

  cancels(requestId: string): ReturnType<Borrower['happens']> {
    return this.happens(requestId, { type: 'cancelled', wish: 'staff', needsConsent: true });
  }

  answers(requestId: string, isYes: boolean, note = ''): ReturnType<Borrower['happens']> {
    const event = isYes
      ? ({ type: 'condition.accepted', turnId } as const)
      : ({ type: 'condition.declined', turnId, askable: [] } as const);
    return this.happens(requestId, event, { note });
  }

  /** Applies events to a life. @returns what partners are told @throws if they are not allowed */
  #apply(made: Made, events: readonly LifeEvent[]) {
    const outcome = lifeAfterAll(made.life, events);
    if (outcome === null) throw new Error(`Not allowed: ${events.map(({ type }) => type).join(', ')}`);
    made.life = outcome.life;
    return outcome.words;
  }

  #now(): Instant {
    this.#clock += 1_000;
    return new Date(this.#clock).toISOString() as Instant;
  }

  /** Sends the same bytes until it is known what becomes of them. */
  async #send(message: MessageOf<'request'> | RequestingAgencyMessage): Promise<Verdict> {
    const { address, version } = this.#profile();
    const xml = writeMessage(message, version);
    const requestId = message.body.header.requestingAgencyRequestId ?? '';
    this.sent.push(xml);
    let mayHaveArrived = false;
    for (let attempts = 1; attempts <= tries; attempts += 1) {
      const result = await postMessage(xml, requestId, {
        address: address ?? '',
        credentials: { kind: 'none' },
        ca: null,
      });
      const after = afterAttempt({ attempts, mayHaveArrived }, result, { now: new Date(), pauseMs: () => 0 });
      ({ mayHaveArrived } = after);
      if (after.state === 'confirmed') return { kind: 'ok', errorType: null, words: '' };
      if (after.state !== 'waiting' && result.kind !== 'unreached') return result;
    }
    return { kind: 'unknown', errorType: null, words: '' };
  }

  #take(bytes: Uint8Array): string {
    return takeIn(bytes, this.#now(), {
      versionFor: (requestId) => (this.made.has(requestId) ? this.#profile().version : null),
      isFull: () => false,
      keep: ({ message, identity, verdict }) => {
        if (message === null || identity === null || verdict !== 'ok' || this.#seen.has(identity)) return;
        this.#seen.add(identity);
        this.#hear(message.body.header.requestingAgencyRequestId ?? '', message);
      },
    });
  }

  #hear(requestId: string, message: SupplyingAgencyMessage): void {
    const { convention, volumeFormat } = this.#profile();
    const made = this.of(requestId);
    const as = { convention, volumeFormat, timeZone: 'Europe/Berlin', now: readAt };
    const meaning = meaningOf(message, this.standing(requestId), as);
    made.steps.push(...meaning.steps);
    made.conversation = conversationAfterReceiving(made.conversation, meaning);
    for (const step of meaning.steps) {
      if (step.kind === 'correct') this.#apply(made, corrections(made, step.dueOn));
      if (step.kind !== 'partner-answer') continue;
      const events = eventsOfAnswer(made.life, step.answer, { turnId, askable: [] });
      if (events.length === 0) made.tasks.push(step);
      else this.#apply(made, events);
    }
  }
}
