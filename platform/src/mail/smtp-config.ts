/** Where mails go to and as whom. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (smtps). `required`: STARTTLS or nothing. `none`: a server on this machine only. */
  readonly tls: 'implicit' | 'required' | 'none';
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * `smtp://user:password@mail.example.jp:587` (STARTTLS is required, unless the server is this machine) or `smtps://…` (TLS at once, 465).
 * A mail holds a one-time password, so there is no way to send it in clear over a network.
 * @throws TypeError for another form
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = new URL(text);
  const isImplicit = url.protocol === 'smtps:';
  if ((!isImplicit && url.protocol !== 'smtp:') || url.hostname === '') throw new TypeError('not an SMTP URL');
  const isHere = LOOPBACK.has(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
    tls: isImplicit ? 'implicit' : isHere ? 'none' : 'required',
    login:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  };
}
