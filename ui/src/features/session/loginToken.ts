import { createContext, useContext } from 'react';

const LoginTokenContext = createContext<string | null>(null);

export const LoginTokenProvider = LoginTokenContext.Provider;

/** The token of the log-in link that this page was opened with. */
export function useLoginToken(): string | null {
  return useContext(LoginTokenContext);
}
