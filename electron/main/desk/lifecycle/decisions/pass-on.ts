import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { RotaEnd } from '../../../../../shared/domain/rota.ts';
import { activeLine, nextLine } from '../../../../../shared/domain/rota.ts';
import type { Step } from '../../kernel/step.ts';
import { endRotaLine } from '../../store/rota.queries.ts';

/** Ends the turn of the active partner, where it stands in the rota. */
export const endTurn = ({ db, at, request }: Step, ended: RotaEnd): void => {
  const line = activeLine(request.rota, request.activePartnerId);
  if (line) endRotaLine(db, line.id, ended, at);
};

/**
 * Ends the turn of the active partner and says who is asked next.
 * @returns null at the end of the rota
 */
export const passOn = (
  step: Step,
  ended: RotaEnd,
): { readonly partnerId: PartnerId; readonly partnerName: string } | null => {
  const next = nextLine(step.request.rota, step.request.activePartnerId);
  endTurn(step, ended);
  return next ?? null;
};

/** Ends every turn that is still open, and gives the rota as it is then. */
export const endOpenLines = ({ db, at, request }: Step, ended: RotaEnd): Step['request']['rota'] =>
  request.rota.map((line) => {
    if (line.ended !== null) return line;
    endRotaLine(db, line.id, ended, at);
    return { ...line, ended };
  });
