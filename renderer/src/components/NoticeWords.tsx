import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import { signIcons, type Sign } from './WhereTo.tsx';

/** The content of a notice: an icon and colour, a few words, and a detail line. */
export const NoticeWords = ({
  sign,
  title,
  children,
}: {
  readonly sign: Sign;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}) => {
  const Icon = signIcons[sign];
  return (
    <div className={classes['said']} data-sign={sign}>
      <Icon size={18} className={classes['icon']} aria-hidden />
      <p className={classes['title']}>{title}</p>
      {children}
    </div>
  );
};

/** A detail line of a notice. */
export const NoticeDetail = ({ children }: { readonly children: ReactNode }) => (
  <p className={classes['detail']}>{children}</p>
);
