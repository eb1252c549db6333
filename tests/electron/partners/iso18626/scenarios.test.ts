import { afterEach, describe, expect, it } from 'vitest';
import { legalityOf } from '../../../../electron/main/partners/iso18626/legality.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { answersIn, expectAgreement, expectValid, kindsOf } from '../../../support/lender/agreement.ts';
import { type Play, startPlay, usualProfile } from '../../../support/lender/play.ts';
import { scripts } from '../../../support/lender/scripts.ts';

let play: Play;

describe.each(['1.2', '2021-2'] satisfies readonly ProtocolProfile['version'][])(
  'In version %s',
  (version) => {
    const begin = async (
      name: keyof typeof scripts,
      profile: Partial<ProtocolProfile> = {},
    ): Promise<void> => {
      play = await startPlay(scripts[name], { version, ...profile });
      expect(await play.borrower.ask('R1')).toMatchObject({ kind: 'ok' });
      await play.lender.settled();
    };
    afterEach(async () => {
      expectValid(play, version);
      await play.end();
    });

    it('a loan goes from request to check-in', async () => {
      await begin('WILLSUPPLY_LOANED');
      expect(answersIn(play)).toEqual([
        { kind: 'will-supply', note: '' },
        { kind: 'shipped', dueOn: '2027-01-15', reason: '', note: '' },
      ]);
      expect(await play.borrower.receives('R1')).toMatchObject([[{ kind: 'ok' }]]);
      await play.borrower.renews('R1', '2027-02-15');
      await play.lender.settled();
      expect(answersIn(play).at(-1)).toEqual({ kind: 'renewed', dueOn: '2027-02-15', note: '' });
      await play.borrower.sendsBack('R1');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(['will-supply', 'shipped', 'renewed', 'checked-in']);
      expect(play.lender.entry('R1')).toMatchObject({
        lent: [],
        status: 'LoanCompleted',
        heardReceived: true,
      });
      expectAgreement(play);
    });

    it.each([
      ['LOANED_OVERDUE', ['shipped', 'overdue']],
      ['LOANED_RECALLED', ['shipped', 'recalled']],
    ] as const)('after receipt: %s', async (name, kinds) => {
      await begin(name);
      await play.borrower.receives('R1');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(kinds);
      await play.borrower.sendsBack('R1');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual([...kinds, 'checked-in']);
      expectAgreement(play);
    });

    it('a recall names the day by which it is wanted, and forbids a renewal', async () => {
      await begin('LOANED_RECALLED');
      await play.borrower.receives('R1');
      await play.lender.settled();
      expect(answersIn(play).at(-1)).toEqual({ kind: 'recalled', backBy: '2026-12-20', note: '' });
      const partner = { ...usualProfile, version };
      expect(legalityOf('Renew', play.borrower.standing('R1'), partner).may).toBe('no');
      expect(legalityOf('ShippedReturn', play.borrower.standing('R1'), partner).may).toBe('yes');
    });

    it.each([
      ['UNFILLED', ['rejected']],
      ['WILLSUPPLY_UNFILLED', ['will-supply', 'rejected']],
      ['RETRY_COST', ['rejected']],
      ['RETRY_ONLOAN', ['rejected']],
    ] as const)('%s ends the turn and says why', async (name, kinds) => {
      await begin(name);
      expect(kindsOf(play)).toEqual(kinds);
      const reasons = {
        UNFILLED: 'It is not on the shelf.',
        WILLSUPPLY_UNFILLED: 'It is not on the shelf.',
        RETRY_COST: 'It costs more than our maximum.\nIt costs 35 USD.',
        RETRY_ONLOAN: 'It is on loan.\nAsk again from 1 Mar 2027 on.',
      };
      expect(answersIn(play).at(-1)).toMatchObject({ note: reasons[name] });
      expectAgreement(play);
    });

    it('a copy is sent as a file', async () => {
      await begin('COMPLETED');
      const note = version === '1.2' ? '' : 'https://example.org/file.pdf';
      expect(answersIn(play)).toEqual([{ kind: 'shipped-digitally', note }]);
      expectAgreement(play);
    });

    it('an offer is accepted by a new request, in the convention of the standard', async () => {
      await begin('RETRY_COND', { convention: 'retry' });
      expect(answersIn(play)).toMatchObject([{ kind: 'conditional', reason: 'NoReproduction' }]);
      expect(await play.borrower.answers('R1', true)).toEqual(['retry-request']);
      await play.borrower.ask('R2', {
        retryOf: { requestId: 'R1', conditions: ['NoReproduction'], cost: '' },
      });
      await play.lender.settled();
      expect(kindsOf(play, 'R2')).toEqual(['shipped']);
      expect(await play.borrower.tell('R1', { word: 'condition-declined' })).toBe('nothing');
    });

    it('a condition of ReShare is accepted, and declined', async () => {
      await begin('CONDITION_RESHARE');
      expect(answersIn(play)).toEqual([
        { kind: 'conditional', reason: 'LibraryUseOnly', note: 'Library use only', replyBy: null },
      ]);
      await play.borrower.answers('R1', true, 'Agreed.');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(['conditional', 'shipped']);
      expectAgreement(play);
      await play.borrower.ask('R2');
      await play.lender.settled();
      await play.borrower.answers('R2', false);
      await play.lender.settled();
      expect(play.lender.entry('R2')).toMatchObject({ condition: 'declined', needed: false });
      expect(kindsOf(play, 'R2')).toEqual(['conditional', 'cancel-accepted']);
      expectAgreement(play, 'R2');
    });

    it('a condition of Alma is accepted, and declined, each by one word', async () => {
      await begin('CONDITION_ALMA', { convention: 'accept-reject' });
      expect(kindsOf(play)).toEqual(['conditional']);
      await play.borrower.answers('R1', true, 'Agreed.');
      await play.lender.settled();
      expect(play.lender.entry('R1').heard.map(({ note }) => note)).toEqual(['ACCEPT', 'Agreed.']);
      expect(kindsOf(play)).toContain('shipped');
      await play.borrower.ask('R2');
      await play.lender.settled();
      await play.borrower.answers('R2', false);
      await play.lender.settled();
      expect(play.lender.entry('R2').condition).toBe('declined');
      expect(kindsOf(play, 'R2')).toEqual(['conditional', 'cancelled']);
    });

    it.each([
      ['RENEW_NO', { kind: 'renewal-refused', note: '' }],
      ['RENEW_WITHOUT_DATE', { kind: 'renewed', dueOn: null, note: '' }],
    ] as const)('an answer to a renewal: %s', async (name, answer) => {
      await begin(name);
      await play.borrower.receives('R1');
      await play.borrower.renews('R1', '2027-02-15');
      await play.lender.settled();
      expect(answersIn(play).at(-1)).toEqual(answer);
      expect(play.lender.entry('R1').heard.at(-1)?.note).toBe('Please renew it until 15 February 2027.');
      expectAgreement(play);
    });

    it.each([
      ['WILLSUPPLY', ['will-supply', 'cancel-accepted'], 'Cancelled'],
      ['CANCEL_NO_OCLC', ['will-supply', 'cancel-refused'], 'WillSupply'],
      ['CANCEL_NO_RESHARE', ['will-supply', 'cancel-refused'], 'WillSupply'],
      ['CANCEL_CROSSES_LOAN', ['will-supply', 'shipped', 'cancel-refused'], 'Loaned'],
    ] as const)('an answer to a cancellation: %s', async (name, kinds, status) => {
      await begin(name);
      await play.borrower.cancels('R1');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(kinds);
      expect(play.borrower.standing('R1')).toMatchObject({ status, unanswered: [] });
    });

    it('a message and its answer change nothing', async () => {
      await begin('LOANED');
      await play.borrower.tell('R1', { word: 'message', note: 'Is there a map in it?' });
      await play.lender.say('R1', { reason: 'Notification', status: 'Loaned', note: 'Yes.#seq:7#' });
      expect(play.lender.entry('R1').heard.at(-1)).toMatchObject({
        action: 'Notification',
        note: 'Is there a map in it?',
      });
      expect(play.borrower.of('R1').steps.at(-1)).toEqual({ kind: 'add-note', text: 'Yes.', active: true });
      expectAgreement(play);
    });

    it('a set comes in parts, and its lender is told once that it came, and once that it went back', async () => {
      play = await startPlay(scripts.SET, { version });
      await play.borrower.ask('R1', {}, 2);
      await play.lender.settled();
      await play.borrower.receives('R1');
      await play.borrower.receives('R1');
      await play.borrower.sendsBack('R1', 1);
      await play.borrower.sendsBack('R1', 1);
      await play.lender.settled();
      expect(play.lender.entry('R1').heard.map(({ action, note }) => `${action} ${note}`)).toEqual([
        'Notification Received so far: N-1',
        'Received ',
        'Notification On its way back to you: N-1',
        'ShippedReturn ',
      ]);
      expect(kindsOf(play)).toEqual(['shipped', 'checked-in']);
      expectAgreement(play);
    });

    it('an item that goes back before its receipt was told is told to have arrived first', async () => {
      await begin('LOANED');
      await play.borrower.tell('R1', { word: 'returned' });
      expect(play.lender.entry('R1').heard.map(({ action }) => action)).toEqual([
        'Received',
        'ShippedReturn',
      ]);
    });

    it('a renewal that nobody asked for changes the due date of what is here', async () => {
      await begin('LOANED');
      await play.borrower.receives('R1');
      const renewed = { answer: 'Y', status: 'Loaned', dueDate: '2027-03-01T00:00:00.000Z' } as const;
      await play.lender.say('R1', { reason: 'RenewResponse', ...renewed });
      expect(play.borrower.of('R1').life.volumes).toMatchObject([
        { dueOn: '2027-03-01', renewal: 'renewed' },
      ]);
      await play.lender.say('R1', {
        reason: 'StatusChange',
        status: 'Loaned',
        dueDate: '2027-04-01T00:00:00.000Z',
      });
      expect(play.borrower.standing('R1').dueOn).toBe('2027-04-01');
      expectAgreement(play);
    });

    it('a loss is told, and settled by the lender', async () => {
      await begin('LOANED');
      await play.borrower.receives('R1');
      const [volume] = play.borrower.of('R1').life.volumes;
      await play.borrower.happens('R1', { type: 'items.lost', itemIds: [volume!.id] }, { note: 'Flood' });
      expect(play.lender.entry('R1').heard.at(-1)).toMatchObject({
        action: version === '1.2' ? 'Notification' : 'Lost',
        note: 'The item is lost.\nFlood',
      });
      expect(play.borrower.standing('R1').hasReport).toBe(true);
      await play.lender.say('R1', { reason: 'StatusChange', status: 'CompletedWithoutReturn' });
      expect(kindsOf(play)).toEqual(['shipped', 'settled']);
      expect(play.borrower.of('R1').life.turns).toMatchObject([{ state: 'supplied' }]);
    });

    it('a message that comes twice counts once', async () => {
      play = await startPlay(scripts.WILLSUPPLY_LOANED, { version });
      play.stage.delivery = 'twice';
      await play.borrower.ask('R1');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(['will-supply', 'shipped']);
      expect(play.lender.answers).toHaveLength(4);
      expectAgreement(play);
    });

    it('messages that come late and in reverse order move nothing back', async () => {
      await begin('WILLSUPPLY');
      play.stage.delivery = 'held';
      await play.lender.say('R1', { reason: 'StatusChange', status: 'Loaned', itemIds: ['N-1'] });
      await play.lender.say('R1', { reason: 'StatusChange', status: 'Overdue', note: 'Please return it.' });
      await play.lender.deliver('backwards');
      expect(kindsOf(play)).toEqual(['will-supply', 'shipped', 'overdue']);
      expectAgreement(play);
      await play.lender.say('R1', { reason: 'StatusChange', status: 'WillSupply', note: 'We will.' });
      await play.lender.say('R1', { reason: 'StatusChange', status: 'LoanCompleted' });
      await play.lender.deliver('backwards');
      expect(play.borrower.standing('R1').status).toBe('LoanCompleted');
      expect(play.borrower.of('R1').steps.slice(-2)).toMatchObject([
        { answer: { kind: 'checked-in' } },
        { kind: 'add-note', text: 'We will.', active: false },
      ]);
    });

    it('a late answer still answers, and what was said after it stays', async () => {
      await begin('LOANED');
      await play.borrower.receives('R1');
      play.stage.delivery = 'held';
      await play.borrower.renews('R1', '2027-02-15');
      await play.lender.settled();
      await play.lender.say('R1', { reason: 'StatusChange', status: 'Overdue' });
      await play.lender.deliver('backwards');
      expect(kindsOf(play)).toEqual(['shipped', 'overdue', 'renewed', 'overdue']);
      expectAgreement(play);
    });

    it('a lender that crashes knows everything that it confirmed', async () => {
      await begin('LOANED');
      await play.borrower.receives('R1');
      await play.lender.restart();
      expect(play.lender.entry('R1').heardReceived).toBe(true);
      await play.borrower.sendsBack('R1');
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(['shipped', 'checked-in']);
      expectAgreement(play);
    });
  },
);
