import type { Handlers } from '../../../ipc/handlers.ts';
import type { MailService } from './mail.service.ts';

type MailChannel =
  | 'mail.account'
  | 'mail.saveAccount'
  | 'mail.removeAccount'
  | 'mail.test'
  | 'mail.chooseAuthority'
  | 'mail.removeAuthority';

/** The calls about the account for letters. */
export const mailHandlers = (service: MailService): Handlers<MailChannel> => ({
  'mail.account': service.view,
  'mail.saveAccount': service.save,
  'mail.removeAccount': service.remove,
  'mail.test': service.test,
  'mail.chooseAuthority': service.chooseAuthority,
  'mail.removeAuthority': service.removeAuthority,
});
