import type { Problem } from '../../../shared/ipc/result.ts';
import type { ReceiveForm } from '../../../shared/ipc/views.ts';
import type { Patch } from './receiving.steps.ts';
import type { ReceivingContext, ReceivingEvent } from './receiving.context.ts';

// The open form follows what other desks do with its request. What is typed and chosen stays, and so does the focus.

/** Whether the volumes of a request are received one after the other now. */
export const isLoopOf = ({ position }: ReceiveForm): boolean => position === 'resume';

/** Shows the request as it is now, and says which volumes came and went at other desks. */
export const follow = (context: ReceivingContext, form: ReceiveForm): Patch => {
  const isAmong = (list: ReceivingContext['received'], id: number): boolean =>
    list.some(({ itemId }) => itemId === id);
  const came = form.received.filter(({ itemId }) => !isAmong(context.received, itemId));
  const gone = context.received.filter(({ itemId }) => !isAmong(form.received, itemId));
  const { elsewhere } = context;
  return {
    form,
    inLoop: isLoopOf(form),
    ...(isLoopOf(form) && { several: true }),
    received: form.received,
    expected: form.request.volumesExpected,
    elsewhere: {
      came: [...elsewhere.came.filter(({ itemId }) => isAmong(form.received, itemId)), ...came],
      gone: [...elsewhere.gone, ...gone],
    },
  };
};

/** Says why the request can be received no more; the form stays, with what is typed. */
export const sayOutdated = ({ form, feedback }: ReceivingContext, refusal: Problem): Patch =>
  feedback?.kind === 'refused' && feedback.refusal.code === refusal.code
    ? {}
    : { feedback: { kind: 'refused', refusal, code: form?.request.externalId ?? '', during: 'open' } };

type Followed = { readonly event: Extract<ReceivingEvent, { readonly type: 'form.followed' }> };
export const followedForm = ({ event }: Followed): ReceiveForm => event.form;
