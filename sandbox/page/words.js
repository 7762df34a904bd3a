// Every word the page itself says, in Chinese first and in English.

const zh = {
  title: "议事亭 · 演示", what: "这里的人物和事情都是虚构的，机器人是真的。", skip: "跳到对话",
  clockTitle: "演示里的时间", clockMore: "调时间", stepHour: "快进1小时", stepDay: "快进1天", stepNext: "到下一件事", reset: "重新开始",
  nextDue: "下一件：{what}，{when}", nextDueBare: "下一件事在 {when}", nothingDue: "眼下没有等着到点的事",
  busy: "正在办理…", stepped: "现在是 {when}",
  resetAsk: "要重新开始吗", resetWhy: "所有聊天会回到最初的样子，您在这里说过、投过的都不再保留。", resetDo: "重新开始", keep: "先不",
  opening: "小镇正在开张：邻居们正在进群、报事、提问，几秒钟就好。",
  peopleTitle: "您想扮演谁", peopleHint: "选一个人，就拿起了他的手机。", chatsTitle: "聊天", chatsOf: "{name}的聊天", chatsEmpty: "还没有聊天。",
  backPeople: "换个人", back: "返回", more: "更多", noChat: "对话", chatEmpty: "先选一个人，再选一个聊天。", chatQuiet: "这里还没有消息。",
  unread: "{n}条未读", members: "{n}人", group: "群", botNote: "机器人", youAre: "您现在是{name}", blockedNote: "已停用",
  colon: "：", comma: "，", list: "、", messages: "消息", topics: "话题", allTopics: "全部", newest: "看最新消息", earlier: "看更早的消息", enlarge: "看大图", close: "关闭",
  photo: "照片", photos: "{n}张照片", document: "文件", voice: "语音", voiceOf: "语音 {n}秒", video: "视频", video_note: "视频", location: "位置", sticker: "表情", poll: "投票", audio: "录音",
  download: "下载", edited: "已编辑", forwarded: "转自 {name}", replyTo: "回复 {name}", gone: "原消息已看不到", you: "您", anonymousAdmin: "管理员",
  pinned: "置顶", pinnedAt: "置顶消息（{n}/{m}）", spoiler: "点开看被遮住的字",
  menu: "菜单", commands: "能做的事", attach: "附件", attachTitle: "要发什么", attachPhoto: "照片", attachFile: "文件", sendPlace: "发位置", sendVoice: "语音（示例）", samplePhoto: "照片（示例）",
  write: "写消息", writeTo: "写给{name}", send: "发送", save: "改好了", editing: "正在编辑", replying: "回复 {name}", cancel: "取消", remove: "不发了", files: "{n}个文件，按「发送」发出",
  keyboardHide: "收起按钮", keyboardShow: "打开按钮", start: "开始", startHint: "第一次和{name}说话，先点「开始」。",
  blockedHint: "您已停用{name}，它的消息到不了您这里。", block: "停用机器人", unblock: "重新启用", blockAsk: "要停用{name}吗", blockWhy: "停用后它不能再给您发消息，随时可以重新启用。",
  messageMenu: "对这条消息", actions: "对这条消息的操作：{text}", reply: "回复", edit: "编辑", forward: "转发到…", forwardTitle: "转发到哪里", forwardDone: "已转发", copyText: "复制文字", copied: "已复制",
  pollAnonymous: "匿名投票", pollOpen: "公开投票", pollClosed: "投票已结束", pollMany: "可选多项", pollQuiz: "答题", vote: "投票", retract: "撤回", voted: "您选的",
  pollHidden: "结果在结束后公布", pollTotal: "{n}人参加", pollCount: "{n}人，{share}%", pollNone: "还没有人参加",
  noAnswer: "机器人还没有回应，过一会儿再看看。", understood: "知道了", notHere: "演示里用不了这个按钮。", failed: "没办成：{why}", lost: "和演示断开了，正在重新连接…", offline: "连不上演示。请看看它是不是还开着。",
  joined: "{who}加入了", added: "{by}请{who}进了群", left: "{who}离开了", removed: "{by}请{who}离开了群", pinnedBy: "{who}置顶了「{text}」", pinnedSome: "{who}置顶了一条消息", migrated: "本群升级为超级群", migratedFrom: "从普通群升级而来", goNew: "去新的群", groupMade: "{who}建了群", titled: "{who}把群名改成「{text}」",
  topicMade: "{who}建了话题「{text}」", topicEdited: "{who}把话题改名为「{text}」", topicClosed: "话题已关闭", topicOpened: "话题重新打开", service: "群里有一处变动", unknown: "这种消息演示里还看不了",
};

const en = {
  title: "Yishiting 议事亭 · Demo", what: "The people and events here are made up; the bot is real.", skip: "Skip to the conversation",
  clockTitle: "Time in the demo", clockMore: "Time", stepHour: "1 hour on", stepDay: "1 day on", stepNext: "To the next event", reset: "Start over",
  nextDue: "Next: {what}, {when}", nextDueBare: "Next event at {when}", nothingDue: "Nothing is waiting for its time",
  busy: "Working…", stepped: "It is now {when}",
  resetAsk: "Start over?", resetWhy: "All chats go back to how they were; what you said or voted here is not kept.", resetDo: "Start over", keep: "Not now",
  opening: "The town is opening: neighbours are joining, reporting and asking. A few seconds more.",
  peopleTitle: "Whose phone is it?", peopleHint: "Choose a person to hold their phone.", chatsTitle: "Chats", chatsOf: "Chats of {name}", chatsEmpty: "No chats yet.",
  backPeople: "Someone else", back: "Back", more: "More", noChat: "Conversation", chatEmpty: "Choose a person, then a chat.", chatQuiet: "No messages here yet.",
  unread: "{n} unread", members: "{n} members", group: "Group", botNote: "Bot", youAre: "You are {name}", blockedNote: "stopped",
  colon: ": ", comma: ", ", list: ", ", messages: "Messages", topics: "Topics", allTopics: "All", newest: "See the newest", earlier: "See earlier messages", enlarge: "Enlarged", close: "Close",
  photo: "Photo", photos: "{n} photos", document: "File", voice: "Voice", voiceOf: "Voice, {n} s", video: "Video", video_note: "Video message", location: "Place", sticker: "Sticker", poll: "Poll", audio: "Recording",
  download: "Download", edited: "edited", forwarded: "Forwarded from {name}", replyTo: "Reply to {name}", gone: "The message is not available", you: "You", anonymousAdmin: "Administrator",
  pinned: "Pinned", pinnedAt: "Pinned ({n}/{m})", spoiler: "Show the covered words",
  menu: "Menu", commands: "What you can do", attach: "Attach", attachTitle: "What to send", attachPhoto: "Photos", attachFile: "File", sendPlace: "My place", sendVoice: "Voice (sample)", samplePhoto: "Photo (sample)",
  write: "Write a message", writeTo: "Write to {name}", send: "Send", save: "Save", editing: "Editing", replying: "Reply to {name}", cancel: "Cancel", remove: "Remove", files: "{n} file(s); press Send",
  keyboardHide: "Hide buttons", keyboardShow: "Show buttons", start: "Start", startHint: "Your first time with {name}: press Start.",
  blockedHint: "You have stopped {name}; its messages do not reach you.", block: "Stop the bot", unblock: "Use it again", blockAsk: "Stop {name}?", blockWhy: "It cannot write to you until you use it again.",
  messageMenu: "This message", actions: "Actions for the message: {text}", reply: "Reply", edit: "Edit", forward: "Forward to…", forwardTitle: "Forward where?", forwardDone: "Forwarded", copyText: "Copy text", copied: "Copied",
  pollAnonymous: "Anonymous poll", pollOpen: "Public poll", pollClosed: "Poll closed", pollMany: "several choices", pollQuiz: "Quiz", vote: "Vote", retract: "Take back", voted: "your choice",
  pollHidden: "Results appear when the poll closes", pollTotal: "{n} took part", pollCount: "{n}, {share}%", pollNone: "Nobody yet",
  noAnswer: "The bot has not answered yet; look again in a moment.", understood: "All right", notHere: "This button does not work in the demo.", failed: "That did not work: {why}", lost: "Connection lost; trying again…", offline: "The demo cannot be reached. Is it still running?",
  joined: "{who} joined", added: "{by} added {who}", left: "{who} left", removed: "{by} removed {who}", pinnedBy: "{who} pinned “{text}”", pinnedSome: "{who} pinned a message", migrated: "The group became a supergroup", migratedFrom: "Continued from the old group", goNew: "Go to the new group", groupMade: "{who} made the group", titled: "{who} renamed the group “{text}”",
  topicMade: "{who} made the topic “{text}”", topicEdited: "{who} renamed the topic “{text}”", topicClosed: "Topic closed", topicOpened: "Topic reopened", service: "Something changed in the group", unknown: "The demo cannot show this kind of message",
};

const KEY = "yishiting.language";
let current = remembered();

function remembered() {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

export const language = () => current;

export function setLanguage(name) {
  current = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Private windows may refuse; the choice then lasts until the page is closed.
  }
}

export function say(key, values = {}) {
  const words = (current === "en" ? en : zh)[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function dressPage() {
  document.documentElement.lang = current === "en" ? "en" : "zh-Hans";
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
}
