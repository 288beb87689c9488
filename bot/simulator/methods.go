package simulator

import "strings"

// methodTable is the served part of the Bot API, by lower-case name: Telegram
// reads method names without regard to case.
func methodTable() map[string]method {
	table := map[string]method{}
	for name, run := range map[string]method{
		"getMe":          (*Server).getMe,
		"getUpdates":     (*Server).getUpdates,
		"setWebhook":     (*Server).setWebhook,
		"deleteWebhook":  (*Server).deleteWebhook,
		"getWebhookInfo": (*Server).getWebhookInfo,
		"logOut":         accept,
		"close":          accept,

		"sendMessage":         (*Server).sendMessage,
		"sendPhoto":           (*Server).sendPhoto,
		"sendDocument":        (*Server).sendDocument,
		"sendMediaGroup":      (*Server).sendMediaGroup,
		"sendLocation":        (*Server).sendLocation,
		"sendContact":         (*Server).sendContact,
		"sendChatAction":      (*Server).sendChatAction,
		"answerCallbackQuery": (*Server).answerCallbackQuery,
		"getFile":             (*Server).getFile,

		"editMessageText":        (*Server).editMessageText,
		"editMessageCaption":     (*Server).editMessageCaption,
		"editMessageMedia":       (*Server).editMessageMedia,
		"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
		"deleteMessage":          (*Server).deleteMessage,
		"deleteMessages":         (*Server).deleteMessages,
		"setMessageReaction":     (*Server).touchMessage,
		"pinChatMessage":         (*Server).touchMessage,
		"unpinChatMessage":       (*Server).touchMessage,

		"getChat":   (*Server).getChat,
		"leaveChat": (*Server).leaveChat,

		"setMyCommands":         (*Server).setMyCommands,
		"getMyCommands":         (*Server).getMyCommands,
		"deleteMyCommands":      (*Server).deleteMyCommands,
		"setChatMenuButton":     (*Server).setChatMenuButton,
		"getChatMenuButton":     (*Server).getChatMenuButton,
		"setMyName":             (*Server).setAbout,
		"getMyName":             (*Server).getAbout,
		"setMyDescription":      (*Server).setAbout,
		"getMyDescription":      (*Server).getAbout,
		"setMyShortDescription": (*Server).setAbout,
		"getMyShortDescription": (*Server).getAbout,
	} {
		table[strings.ToLower(name)] = run
	}
	return table
}

// accept answers a call that changes nothing here.
func accept(*Server, *call) (any, *refusal) { return true, nil }
