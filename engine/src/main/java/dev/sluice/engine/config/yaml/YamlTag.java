package dev.sluice.engine.config.yaml;

/// The tags that configuration may carry (A13, B21, G2).
public enum YamlTag {
    NONE(""),
    ENCRYPTED("!encrypted/pkcs1-oaep"),
    OVERRIDE("!override"),
    INHERIT("!inherit");

    private final String text;

    YamlTag(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
