// A small app on Slack's own Node SDK. It answers messages in their thread,
// /sipcode with an ephemeral text and presses of a button, and says on standard
// output what it got, a JSON line each.
import bolt from '@slack/bolt';

const { App, SocketModeReceiver, LogLevel } = bolt;
const slackApiUrl = process.env.SLACK_API_URL;

// clientOptions of the receiver itself are ignored by the SDK; these are not.
const receiver = new SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  installerOptions: { clientOptions: { slackApiUrl } },
  logLevel: LogLevel.ERROR,
});
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  receiver,
  clientOptions: { slackApiUrl },
  logLevel: LogLevel.ERROR,
});
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');

app.message(async ({ message, client }) => {
  // Edits, and threads that grew, come as messages too.
  if (message.subtype || message.bot_id) return;
  tell({ got: 'message', ts: message.ts, text: message.text });
  await client.reactions.add({ channel: message.channel, timestamp: message.ts, name: 'eyes' });
  const posted = await client.chat.postMessage({
    channel: message.channel,
    thread_ts: message.thread_ts ?? message.ts,
    text: `bolt read ${message.text.length} characters`,
    metadata: { event_type: 'bolt_answer', event_payload: { of: message.ts } },
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: 'bolt read it' } },
      { type: 'actions', elements: [{ type: 'button', action_id: 'flow', value: 'v1', text: { type: 'plain_text', text: 'Flow' } }] },
    ],
  });
  const thread = await client.conversations.replies({ channel: message.channel, ts: message.ts, include_all_metadata: true });
  tell({ got: 'posted', ts: posted.ts, replies: thread.messages.length, of: thread.messages.at(-1).metadata?.event_payload?.of });
});
app.event('app_mention', async ({ event }) => tell({ got: 'app_mention', ts: event.ts }));
app.command('/sipcode', async ({ command, ack }) => {
  await ack({ response_type: 'ephemeral', text: `code ${command.text}` });
  tell({ got: 'command', text: command.text });
});
app.action('flow', async ({ ack, action, respond }) => {
  await ack();
  await respond({ response_type: 'ephemeral', replace_original: false, text: `pressed ${action.value}` });
  tell({ got: 'action', value: action.value });
});
app.shortcut('analyze_message', async ({ ack, shortcut }) => {
  await ack();
  tell({ got: 'shortcut', ts: shortcut.message.ts });
});
app.error(async (error) => tell({ got: 'error', error: error.message }));

await app.start();
const who = await app.client.auth.test();
tell({ got: 'ready', user: who.user_id });
