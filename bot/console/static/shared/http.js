// One way to ask the desk something over HTTP, and one shape for every way it can say no.

/** The desk said no, or couldn't be reached (status 0). */
export class Refusal extends Error {
  /**
   * @param {number} status HTTP status; 0 when there was no answer at all
   * @param {any} body the parsed answer; `error` is the machine code, `message` the sentence for people
   * @param {number | null} retryAfter seconds the desk asks us to wait
   */
  constructor(status, body, retryAfter = null) {
    super(body?.message ?? "");
    this.status = status;
    this.code = body?.error ?? (status === 0 ? "offline" : `http_${status}`);
    this.body = body ?? {};
    this.retryAfter = retryAfter;
  }

  /** Whether asking again later, unchanged, may help. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {{body?: any, headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean,
 *   credentials?: RequestCredentials}} [options]
 * @returns {Promise<any>} the parsed JSON, or null for an empty answer
 * @throws {Refusal}
 */
export async function ask(method, url, { body, headers = {}, signal, keepalive, credentials } = {}) {
  const plain = body !== undefined && !(body instanceof FormData || body instanceof Blob);
  let answer;
  try {
    answer = await fetch(url, {
      method,
      signal,
      keepalive,
      credentials: credentials ?? "same-origin",
      headers: plain ? { "Content-Type": "application/json", ...headers } : headers,
      body: plain ? JSON.stringify(body) : body,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal(0, null);
  }
  const parsed = await answer.json().catch(() => null);
  if (answer.ok) return parsed;
  const wait = Number.parseFloat(answer.headers.get("Retry-After") ?? "");
  throw new Refusal(answer.status, parsed, Number.isFinite(wait) ? wait : null);
}
