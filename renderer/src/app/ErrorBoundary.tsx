import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, Stack, Text, Title } from '@mantine/core';
import { t } from '../../../shared/words/words.ts';

type State = { readonly broken: boolean };

/** A page that breaks offers to load the window again; nothing that was scanned is lost by that. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // From there it comes into the log (report-errors.ts).
    // The stack of components holds no data of patrons; the message might, so it stays out.
    reportError(new Error(`Page broke: ${error.name}${info.componentStack ?? ''}`));
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Stack p="xl" align="flex-start" role="alert">
        <Title order={1}>{t('This page has stopped working')}</Title>
        <Text>{t('Everything you saved is safe. Reload the window to return to where you were.')}</Text>
        <Button autoFocus onClick={() => location.reload()}>
          {t('Reload window')}
        </Button>
      </Stack>
    );
  }
}
