package dev.sluice.workflows.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tags the members of sealed interfaces of ours with their simple names, in the field `type`.
public final class SealedFamilies extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;
    private static final String OURS = "dev.sluice.";
    static final String TAG = "type";

    /// The records of a sealed family, those of sealed families within it among them, in the order of `permits`.
    public static List<Class<?>> members(Class<?> family) {
        List<Class<?>> members = new ArrayList<>();
        for (Class<?> permitted : family.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                members.addAll(members(permitted));
            } else {
                members.add(permitted);
            }
        }
        return members;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass declared, JavaType baseType) {
        Class<?> type = declared.getRawType();
        if (!isFamily(type) && !isMember(type)) {
            return null;
        }
        JsonTypeInfo.Value tagged = JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME,
                JsonTypeInfo.As.PROPERTY,
                TAG,
                isFamily(type) ? null : type,
                /* idVisible= */ false,
                /* requireTypeIdForSubtypes= */ true,
                /* writeTypeIdForDefaultImpl= */ true);
        return new StdTypeResolverBuilder(tagged);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated declared) {
        Class<?> type = declared.getRawType();
        return isFamily(type)
                ? members(type).stream()
                        .map(member -> new NamedType(member, member.getSimpleName()))
                        .toList()
                : null;
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass declared) {
        Class<?> type = declared.getRawType();
        return isMember(type) ? type.getSimpleName() : null;
    }

    private static boolean isFamily(Class<?> type) {
        return type.isInterface() && type.isSealed() && type.getName().startsWith(OURS);
    }

    private static boolean isMember(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isFamily(implemented)) {
                return true;
            }
        }
        return false;
    }
}
