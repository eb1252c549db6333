import type { Handlers } from '../../../ipc/handlers.ts';
import type { LettersService } from './letters.service.ts';
import type { TemplatesService } from './templates.service.ts';

type LetterChannel =
  | 'letters.list'
  | 'letters.read'
  | 'letters.retry'
  | 'letters.print'
  | 'letters.dealtWith'
  | 'letters.templates'
  | 'letters.preview'
  | 'letters.saveTemplate'
  | 'letters.resetTemplate';

/** The calls about letters and their templates. */
export const lettersHandlers = (
  letters: LettersService,
  templates: TemplatesService,
): Handlers<LetterChannel> => ({
  'letters.list': letters.list,
  'letters.read': letters.read,
  'letters.retry': letters.retry,
  'letters.print': letters.print,
  'letters.dealtWith': letters.dealtWith,
  'letters.templates': templates.all,
  'letters.preview': templates.preview,
  'letters.saveTemplate': templates.save,
  'letters.resetTemplate': templates.reset,
});
